/**
 * What a customer has bought and what the desk promises for it: levels, contracts and calendars in
 * immutable versions, admission to a channel, the promise and its clocks. {@link
 * it.sportello.entitlements.Counter} is the only way a ticket is opened, whatever the channel.
 *
 * <p>The rules of the clocks, each a row of a test:
 *
 * <ul>
 *   <li>Take in charge, first answer and resolution start when the request is received. None of the
 *       first two ever pauses.
 *   <li>Only an agent's act keeps a promise: taking in charge or a public reply the first, a public
 *       reply the answer, the resolution the last. Exactly at the deadline is kept in time.
 *   <li>After the first answer, the next one runs from the oldest message of the customer that is
 *       not answered; messages count in the order in which the desk came to know them.
 *   <li>On a resolved ticket nothing is due: what was not kept by then stops.
 *   <li>A reopening counts from the receipt of the message that caused it: what was never kept runs
 *       again with its whole target, else the next answer runs; the resolution runs anew.
 *   <li>A promise is near from the instant at which three quarters of its target are used or 30
 *       minutes are left, and missed a second after its deadline; each is announced once. Both are
 *       counted in the calendar, and a clock that stands still is not watched.
 *   <li>A ticket keeps the version of the level that it was opened under, and a contract counts in
 *       dates of Europe/Rome.
 * </ul>
 *
 * <p>Announces {@link it.sportello.ticketing.TermsGranted} and {@link
 * it.sportello.entitlements.EntitlementEvent}; listens to {@link
 * it.sportello.ticketing.TicketEvent}. Refuses to know what a page, a mail or a phone call looks
 * like.
 */
package it.sportello.entitlements;
