/**
 * The life of a ticket, its messages and attachments; the agents' queue and the search.
 *
 * <p>Announces {@link it.sportello.ticketing.TicketEvent}; hears {@link
 * it.sportello.ticketing.TermsGranted}, a type of its own that the entitlements fire, and stores on
 * the ticket what the queue sorts by. Refuses to know why a deadline is what it is, what a contract
 * says, and how a message crosses the wire.
 */
package it.sportello.ticketing;
