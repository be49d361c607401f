package it.sportello.ticketing;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request as it comes in.
 *
 * @param requester empty for a person known by their domain alone
 * @param answerTo where the acknowledgement and the answers go
 * @param subject at most 250 characters, made one line; empty for a mail that has none
 * @param text the request in plain text, with the customer's line breaks
 * @param html sanitised, empty for plain requests; at most 2,000,000 characters, as the text
 * @param sent what the sender claims; equals {@code received} where nothing is claimed, or nothing
 *     that a calendar holds
 * @param received the instant the clock starts
 * @param attachments uploaded before by the same {@link Origin#source()}, see {@link Attachments}
 * @throws InvalidValue {@code ticket.subject.length}, {@code ticket.text.length} or {@code
 *     ticket.html.length}
 */
public record NewTicket(
    Origin origin,
    Channel channel,
    PlatformId platform,
    Optional<ContactId> requester,
    EmailAddress answerTo,
    Language language,
    String subject,
    String text,
    String html,
    Impact impact,
    Reference reference,
    Instant sent,
    Instant received,
    List<AttachmentId> attachments) {
  public static final int SUBJECT_LENGTH = 250;
  public static final int TEXT_LENGTH = 2_000_000;

  public NewTicket {
    subject = Plain.line(subject, SUBJECT_LENGTH, "ticket.subject");
    text = Plain.text(text, TEXT_LENGTH, "ticket.text");
    html = Plain.text(html, TEXT_LENGTH, "ticket.html");
    sent = Plain.claimed(sent, received);
    attachments = List.copyOf(attachments);
  }
}
