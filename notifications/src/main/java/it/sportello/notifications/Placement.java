package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.TicketId;
import java.util.Optional;

/** Where an agent wants a mail of the quarantine. */
public sealed interface Placement {
  AgentId by();

  /**
   * A request of its own, for this platform.
   *
   * @param newcomer as whom its sender is registered from now on; empty: nothing is learnt
   */
  record Request(PlatformId platform, Optional<Newcomer> newcomer, AgentId by)
      implements Placement {}

  /** A message in a ticket that is there: as a stranger's, if the sender takes no part in it. */
  record Message(TicketId ticket, AgentId by) implements Placement {}
}
