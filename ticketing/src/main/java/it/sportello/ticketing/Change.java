package it.sportello.ticketing;

/**
 * Something happened to a ticket.
 *
 * @param id the place in the order in which readers see changes; several may share one
 */
public record Change(long id, TicketId ticket) {}
