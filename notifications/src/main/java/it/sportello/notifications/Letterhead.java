package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.words.Kind;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What stands above a letter.
 *
 * @param senderName shown before the desk's address; may hold anything
 * @param replyTo the address with the ticket's token
 * @param before the Message-IDs of the conversation, from its beginning
 */
record Letterhead(
    String senderName,
    EmailAddress sender,
    EmailAddress recipient,
    Optional<String> replyTo,
    String messageId,
    List<String> before,
    Kind kind,
    OffsetDateTime date) {}
