package it.sportello.contacts;

import java.time.Instant;
import java.util.Optional;

/**
 * A passkey as its owner sees it.
 *
 * @param used when it last signed somebody in
 */
public record Passkey(long id, String name, Instant made, Optional<Instant> used) {}
