package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.TicketId;

/** Where an agent wants a mail of the quarantine. */
public sealed interface Placement {
  AgentId by();

  /** A request of its own, for this platform. */
  record Request(PlatformId platform, AgentId by) implements Placement {}

  /** A message in a ticket that is there: as a stranger's, if the sender takes no part in it. */
  record Message(TicketId ticket, AgentId by) implements Placement {}
}
