package it.sportello.ticketing;

/** The ticket is not in a state from which it can go where it was asked to. */
public final class IllegalTransition extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long number;
  private final Status from;
  private final Status to;

  public IllegalTransition(TicketId ticket, Status from, Status to) {
    super(ticket + " is " + from + " and cannot become " + to + "; look at it again.");
    this.number = ticket.value();
    this.from = from;
    this.to = to;
  }

  public TicketId ticket() {
    return new TicketId(number);
  }

  public Status from() {
    return from;
  }

  public Status to() {
    return to;
  }
}
