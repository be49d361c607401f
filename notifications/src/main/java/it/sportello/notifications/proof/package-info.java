/**
 * Who really wrote a mail: what our own mail server says of it, else its DKIM signatures and the
 * policy of the author's domain (DMARC), asked of the DNS; of mail that was passed on, the word of
 * a listed sealer (ARC). Never the connecting address, which is unknown once a mail lies in a
 * mailbox. Nothing here knows tickets, senders or the database.
 */
package it.sportello.notifications.proof;
