package it.sportello.notifications;

import it.sportello.contacts.ContactKind;
import it.sportello.contacts.EmailAddress;
import java.util.Optional;

/**
 * As whom the sender of a mail is registered.
 *
 * @param name of a new person; empty where it is one who is registered already
 * @param kind of a new person
 * @param person an address of somebody who is registered for the platform: the sender's is one more
 *     of theirs
 */
public record Newcomer(String name, ContactKind kind, Optional<EmailAddress> person) {}
