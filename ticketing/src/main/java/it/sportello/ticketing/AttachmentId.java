package it.sportello.ticketing;

/**
 * The key of an attachment; its link is guarded by the right to see the ticket, not by this number.
 */
public record AttachmentId(long value) {}
