package it.sportello.ticketing;

/** These two tickets cannot become one. */
public final class NotMergeable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long number;
  private final long target;
  private final Reason reason;

  public NotMergeable(TicketId ticket, TicketId into, Reason reason) {
    super(ticket + " cannot be merged into " + into + ": " + reason + "; choose another ticket.");
    this.number = ticket.value();
    this.target = into.value();
    this.reason = reason;
  }

  /** Why not. */
  public enum Reason {
    /** It is the same ticket. */
    ITSELF,
    /** It is another platform's, whose people may not read these messages. */
    OTHER_PLATFORM,
    /** Nobody works on the target any more. */
    TARGET_RESOLVED,
    /** There is no such target, or it is out of sight. */
    TARGET_UNKNOWN
  }

  public TicketId ticket() {
    return new TicketId(number);
  }

  public TicketId into() {
    return new TicketId(target);
  }

  public Reason reason() {
    return reason;
  }
}
