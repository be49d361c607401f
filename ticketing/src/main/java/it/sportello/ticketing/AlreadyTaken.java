package it.sportello.ticketing;

import it.sportello.contacts.AgentId;

/** Another agent has taken the ticket in charge; one may still reply to it. */
public final class AlreadyTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long number;
  private final long agent;

  public AlreadyTaken(TicketId ticket, AgentId by) {
    super(ticket + " is in the charge of agent " + by.value() + "; a reply is still possible.");
    this.number = ticket.value();
    this.agent = by.value();
  }

  public TicketId ticket() {
    return new TicketId(number);
  }

  public AgentId by() {
    return new AgentId(agent);
  }
}
