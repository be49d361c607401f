package it.sportello.ticketing;

/** The contract version's table of level and severity; most urgent first. */
public enum Priority {
  P1,
  P2,
  P3,
  P4
}
