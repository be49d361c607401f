package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message of a ticket.
 *
 * @param ticket the one it was written to, which may have been merged into another since
 * @param address where a customer's message came from; empty for an agent's
 * @param html sanitised, empty for plain messages
 * @param sent claimed by the sender
 * @param received counts for the clocks
 * @param imported when the desk stored it
 */
public record MessageView(
    MessageId id,
    TicketId ticket,
    Kind kind,
    Optional<ContactId> contact,
    Optional<AgentId> agent,
    String address,
    String text,
    String html,
    Instant sent,
    Instant received,
    Instant imported,
    List<AttachmentView> attachments) {

  /** Whose words they are, and for whom. */
  public enum Kind {
    /** What the ticket was opened with. */
    REQUEST,
    /** A later message of the customer. */
    CUSTOMER,
    /** A public reply. */
    AGENT,
    /** For colleagues only. */
    NOTE,
    /** Written by a machine of the customer. */
    AUTOMATIC
  }
}
