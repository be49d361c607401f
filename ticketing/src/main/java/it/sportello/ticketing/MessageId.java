package it.sportello.ticketing;

/** The key of one message of a ticket; not the Message-ID of a mail. */
public record MessageId(long value) {}
