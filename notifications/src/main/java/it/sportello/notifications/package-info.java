/**
 * What crosses the wire to people: mail out (one row of {@code outgoing_mail} written in the
 * transaction of the fact, which also fixes under whose name it leaves; sent later, each relay by a
 * thread of its own) and mail in (raw bytes first, parsing and threading second and repeatable,
 * quarantine for what cannot be let in). Message-IDs given out and recognised are one concern and
 * live here. A mail's author is believed as far as a signature of the domain or our own server's
 * word goes; automatic answers have a budget for each address.
 *
 * <p>Announces {@link it.sportello.notifications.MailEvent}; listens to the events of every module
 * at its left. Refuses to know how a deadline is computed, and never reads a byte from the network
 * inside a transaction.
 */
package it.sportello.notifications;
