/**
 * Who is writing to us: platforms and their codes, contacts with their addresses and phones,
 * registered domains, the staff, the integrations and the host products; what a caller may see
 * ({@link it.sportello.contacts.Rights} turns a {@link it.sportello.contacts.Caller} into a {@link
 * it.sportello.contacts.Scope}); the audit trail, the desk's one clock and the way {@link
 * it.sportello.contacts.Statements} run, here because this is the leftmost module and every other
 * one needs them.
 *
 * <p>Announces {@link it.sportello.contacts.ContactEvent}; listens to nothing. Refuses to know what
 * a ticket, a contract or a mail is.
 */
package it.sportello.contacts;
