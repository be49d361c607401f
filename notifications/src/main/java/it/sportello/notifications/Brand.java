package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;

/**
 * Under which name and address a mail goes out that is not the desk's own; chosen when the mail is
 * written, and never again.
 *
 * @param sender by whose relay it leaves
 */
record Brand(SenderId sender, String name, EmailAddress address) {}
