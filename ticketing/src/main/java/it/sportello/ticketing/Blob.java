package it.sportello.ticketing;

/**
 * Bytes that are stored.
 *
 * @param sha256 64 lower-case hex digits: the name of the bytes
 * @param size in bytes
 */
public record Blob(String sha256, long size) {}
