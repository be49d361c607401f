package it.sportello.entitlements;

import it.sportello.ticketing.TicketId;

/**
 * What the counter hands back for a request.
 *
 * @param granted what was promised when the ticket was opened, also when this is a repeat
 * @param repeat whether the same request had come before: no second ticket was opened
 */
public record Receipt(TicketId ticket, Admission.Admitted granted, boolean repeat) {}
