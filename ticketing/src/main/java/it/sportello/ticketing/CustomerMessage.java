package it.sportello.ticketing;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a customer adds to a ticket that is there already.
 *
 * @param author empty for a person known by their domain alone
 * @param address who it says it is from
 * @param text plain text, at most 2,000,000 characters; may be empty when there are attachments
 * @param html sanitised, empty for plain messages, at most 2,000,000 characters
 * @param sent what the sender claims; equals {@code received} where nothing is claimed
 * @param received the instant that counts for the clocks
 * @param automatic written by a machine, such as an out-of-office note: it is kept and shown, and
 *     neither reopens the ticket nor waits for an answer
 * @throws InvalidValue {@code message.text.length} or {@code message.html.length}
 */
public record CustomerMessage(
    Origin origin,
    Channel channel,
    Optional<ContactId> author,
    EmailAddress address,
    String text,
    String html,
    Instant sent,
    Instant received,
    List<AttachmentId> attachments,
    boolean automatic) {
  public CustomerMessage {
    text = Plain.text(text, NewTicket.TEXT_LENGTH, "message.text");
    html = Plain.text(html, NewTicket.TEXT_LENGTH, "message.html");
    sent = Plain.claimed(sent, received);
    attachments = List.copyOf(attachments);
  }
}
