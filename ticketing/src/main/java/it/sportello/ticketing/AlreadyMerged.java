package it.sportello.ticketing;

/** The ticket was merged into another one, where everything about it goes on. */
public final class AlreadyMerged extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long number;
  private final long target;

  public AlreadyMerged(TicketId ticket, TicketId into) {
    super(ticket + " was merged into " + into + "; write there.");
    this.number = ticket.value();
    this.target = into.value();
  }

  public TicketId ticket() {
    return new TicketId(number);
  }

  public TicketId into() {
    return new TicketId(target);
  }
}
