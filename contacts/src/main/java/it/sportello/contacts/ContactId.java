package it.sportello.contacts;

/** The key of a person registered for one or more platforms. */
public record ContactId(long value) {}
