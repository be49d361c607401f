/**
 * The phone line: what is said to a caller who keys in a console code, as a pure dialogue; the same
 * spoken as TwiML to Twilio's switchboard, behind its signature.
 *
 * <p>Announces nothing, listens to nothing. Refuses to know who is entitled: it asks the counter,
 * which also opens the ticket.
 */
package it.sportello.web.phone;
