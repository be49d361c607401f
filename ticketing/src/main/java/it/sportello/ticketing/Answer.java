package it.sportello.ticketing;

import it.sportello.contacts.InvalidValue;
import java.util.List;

/**
 * What an agent writes, to the customer or to colleagues.
 *
 * @param text plain text, 1 to 2,000,000 characters
 * @param attachments uploaded before by the same {@link Origin#source()}
 * @throws InvalidValue {@code message.text.missing} or {@code message.text.length}
 */
public record Answer(Origin origin, String text, List<AttachmentId> attachments) {
  public Answer {
    text = Plain.required(text, NewTicket.TEXT_LENGTH, "message.text");
    attachments = List.copyOf(attachments);
  }
}
