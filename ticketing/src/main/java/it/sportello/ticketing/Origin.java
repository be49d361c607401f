package it.sportello.ticketing;

/**
 * Where a command came from, so that its repeat is recognised: unique as (source, key).
 *
 * @param source the way and the caller, such as {@code form:7}, {@code api:3}, {@code mail}, {@code
 *     phone}
 * @param key what the caller repeats with each try, at most 200 characters
 * @param fingerprint SHA-256 in hex of what was asked; the same key with another fingerprint is an
 *     error
 */
public record Origin(String source, String key, String fingerprint) {}
