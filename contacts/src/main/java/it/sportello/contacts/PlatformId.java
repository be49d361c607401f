package it.sportello.contacts;

/** The key of one customer's subscription; not the code that callers key in. */
public record PlatformId(long value) {}
