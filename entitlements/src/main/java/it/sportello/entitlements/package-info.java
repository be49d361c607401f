/**
 * What a customer has bought and what the desk promises for it: levels, contracts and calendars in
 * immutable versions, admission to a channel, the promise and its clocks. {@link
 * it.sportello.entitlements.Counter} is the only way a ticket is opened, whatever the channel.
 *
 * <p>Announces {@link it.sportello.ticketing.TermsGranted} and {@link
 * it.sportello.entitlements.EntitlementEvent}; listens to {@link
 * it.sportello.ticketing.TicketEvent}. Refuses to know what a page, a mail or a phone call looks
 * like.
 */
package it.sportello.entitlements;
