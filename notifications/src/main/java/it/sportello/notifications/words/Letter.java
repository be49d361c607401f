package it.sportello.notifications.words;

/** A mail's words, both forms saying the same. */
public record Letter(String subject, String text, String html) {}
