package it.sportello.ticketing;

/**
 * The terms of a ticket have changed since it was opened. Fired by the entitlements, heard here.
 */
public record TermsGranted(TicketId ticket, QueueTerms terms) {}
