package it.sportello.ticketing;

/**
 * @param repeat whether the request had come before, so that {@code ticket} is the first one and
 *     nothing was done now
 */
public record Opening(TicketId ticket, boolean repeat) {}
