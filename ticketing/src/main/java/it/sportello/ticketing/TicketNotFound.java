package it.sportello.ticketing;

/** There is no such ticket, or it is not this caller's: which of the two is never told. */
public final class TicketNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long number;

  public TicketNotFound(TicketId ticket) {
    super("There is no ticket " + ticket + " in sight; check the number.");
    this.number = ticket.value();
  }

  public TicketId ticket() {
    return new TicketId(number);
  }
}
