package it.sportello.ticketing;

/** What a deadline is about. */
public enum PromiseKind {
  TAKE_IN_CHARGE,
  ANSWER,
  RESOLUTION,
  NEXT_ANSWER,
  /** Nothing is due: every promise is kept, or none runs. */
  NONE
}
