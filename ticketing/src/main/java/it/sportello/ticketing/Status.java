package it.sportello.ticketing;

/** Where a ticket is in its life. */
public enum Status {
  /** Nobody has accepted it. */
  NEW,
  /** A human agent has accepted it. */
  IN_CHARGE,
  /** The agent holds it answered for good. */
  RESOLVED;

  /** Whether a ticket in this state may pass to {@code next}; staying is not a passage. */
  public boolean mayBecome(Status next) {
    return switch (this) {
      case NEW -> next == IN_CHARGE || next == RESOLVED;
      case IN_CHARGE -> next == RESOLVED;
      case RESOLVED -> next == IN_CHARGE || next == NEW;
    };
  }
}
