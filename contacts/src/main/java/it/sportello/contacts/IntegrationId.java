package it.sportello.contacts;

/** The key of a program that calls the desk with a bearer token. */
public record IntegrationId(long value) {}
