package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.PlatformId;
import java.time.Instant;

/** What happens to tickets. Facts carry ids and instants; who needs words asks {@link Tickets}. */
public sealed interface TicketEvent {
  TicketId ticket();

  /** The instant that counts for the clocks. */
  Instant at();

  /**
   * @param at when the request was received: the clock starts here
   */
  record Opened(
      TicketId ticket, PlatformId platform, Channel channel, Severity severity, Instant at)
      implements TicketEvent {}

  /** The first human act of acceptance; once in a ticket's life between openings. */
  record TakenInCharge(TicketId ticket, AgentId by, Instant at) implements TicketEvent {}

  /** A public reply by an agent. */
  record Replied(TicketId ticket, MessageId message, AgentId by, Instant at)
      implements TicketEvent {}

  /**
   * @param at when the customer's message was received
   */
  record CustomerWrote(TicketId ticket, MessageId message, Instant at) implements TicketEvent {}

  record Resolved(TicketId ticket, AgentId by, Instant at) implements TicketEvent {}

  /** A resolved ticket came back to life by a message of the customer received {@code at}. */
  record Reopened(TicketId ticket, Instant at) implements TicketEvent {}
}
