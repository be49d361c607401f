package it.sportello.contacts;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An address in a platform's list that waits for its owner's word.
 *
 * @param contact whose further address it is to be; empty: a person yet to be registered
 * @param mails how often its owner was asked
 */
public record Claim(
    long id,
    Optional<ContactId> contact,
    EmailAddress address,
    String name,
    Set<ContactKind> kinds,
    Instant asked,
    int mails) {
  /** How often an owner is asked at most. */
  public static final int MOST_MAILS = 3;
}
