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

  /** An agent has set how bad it is; no acceptance. */
  record Screened(TicketId ticket, Severity severity, AgentId by, Instant at)
      implements TicketEvent {}

  /** The first human act of acceptance; once in a ticket's life between openings. */
  record TakenInCharge(TicketId ticket, AgentId by, Instant at) implements TicketEvent {}

  /** A public reply by an agent. */
  record Replied(TicketId ticket, MessageId message, AgentId by, Instant at)
      implements TicketEvent {}

  /** A public reply that asks the customer for something: from now on the desk waits. */
  record Asked(TicketId ticket, MessageId message, WaitReason reason, AgentId by, Instant at)
      implements TicketEvent {}

  /** An agent no longer waits for the customer, though nothing has come. */
  record Resumed(TicketId ticket, AgentId by, Instant at) implements TicketEvent {}

  /**
   * It ends the waiting too.
   *
   * @param at when the customer's message was received
   */
  record CustomerWrote(TicketId ticket, MessageId message, Instant at) implements TicketEvent {}

  record Resolved(TicketId ticket, AgentId by, Instant at) implements TicketEvent {}

  /** A resolved ticket came back to life by a message of the customer received {@code at}. */
  record Reopened(TicketId ticket, Instant at) implements TicketEvent {}

  /** The ticket was closed as a duplicate; what it was about goes on in {@code into}. */
  record Merged(TicketId ticket, TicketId into, AgentId by, Instant at) implements TicketEvent {}
}
