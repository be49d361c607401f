package it.sportello.ticketing;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import java.time.Instant;
import java.util.Optional;

/**
 * What whoever writes to the customer about a ticket has to know.
 *
 * @param resolved when it was, as long as it is, unless it goes on in another
 */
public record Envelope(
    TicketId ticket,
    PlatformId platform,
    Optional<ContactId> requester,
    EmailAddress answerTo,
    Language language,
    Channel channel,
    String subject,
    Optional<Instant> resolved) {}
