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
 *       reply the answer, the resolution the last. Exactly at the deadline is kept in time. A
 *       screening, an assignment by rule or to a group, an acknowledgement, a note, the customer's
 *       own message, a merge and the closing as a duplicate keep nothing.
 *   <li>After the first answer, the next one runs from the oldest message of the customer that is
 *       not answered; messages count in the order in which the desk came to know them.
 *   <li>A question to the customer is a public reply, and from then on the resolution stands still
 *       until the customer's message is received or an agent resumes by hand. The deadline moves by
 *       the opening time of the pause; what was missed before stays missed; what is paused is never
 *       next. A message received before the question and known after it leaves no pause.
 *   <li>On a resolved ticket nothing is due: what was not kept by then stops, and the waiting ends.
 *   <li>A reopening counts from the receipt of the message that caused it: what was never kept runs
 *       again with its whole target, else the next answer runs; the resolution runs anew, without
 *       the pauses that were before.
 *   <li>A ticket keeps the version of the level that it was opened under, and a contract counts in
 *       dates of Europe/Rome. Another severity or another version counts from the same start: time
 *       used stays used, pauses stay pauses. What has been kept, kept late or stopped is judged by
 *       the terms under which that happened.
 *   <li>A merge makes one story of two, each fact at its own instant, under the version and
 *       severity of the ticket that goes on. It counts from the earliest receipt; the later receipt
 *       is one more message; an agent's act counts on whichever of the two it was done; while
 *       either waits for the customer, both do. How the merged ticket ended before counts for
 *       nothing, and if it was alive while the other was resolved, it reopens that from its
 *       message. The merged ticket itself is a duplicate: all that ran on it stops.
 * </ul>
 *
 * <p>Announces {@link it.sportello.ticketing.TermsGranted} and {@link
 * it.sportello.entitlements.EntitlementEvent}; listens to {@link
 * it.sportello.ticketing.TicketEvent}. Refuses to know what a page, a mail or a phone call looks
 * like.
 */
package it.sportello.entitlements;
