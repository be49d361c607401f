package it.sportello.ticketing;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import java.util.Optional;

/** What whoever writes to the customer about a ticket has to know. */
public record Envelope(
    TicketId ticket,
    PlatformId platform,
    Optional<ContactId> requester,
    EmailAddress answerTo,
    Language language,
    Channel channel,
    String subject) {}
