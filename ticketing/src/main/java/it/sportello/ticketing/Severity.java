package it.sportello.ticketing;

/** How bad it is, set by an agent at the screening; {@link #NORMAL} until then. */
public enum Severity {
  BLOCKING,
  SERIOUS,
  NORMAL,
  QUESTION
}
