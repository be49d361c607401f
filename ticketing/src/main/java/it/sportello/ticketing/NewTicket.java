package it.sportello.ticketing;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
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
 * @param text the request in plain text, with the customer's line breaks
 * @param html sanitised, empty for plain requests
 * @param sent what the sender claims; equals {@code received} where nothing is claimed
 * @param received the instant the clock starts
 * @param attachments uploaded before, see {@link Attachments}
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
    List<AttachmentId> attachments) {}
