package it.sportello.web.api;

import it.sportello.contacts.Caller;
import it.sportello.ticketing.Origin;
import it.sportello.web.problem.InvalidInput;
import java.util.UUID;

/** The header by which a program tells a repeat from a new request. */
final class IdempotencyKey {
  private IdempotencyKey() {}

  /**
   * The key belongs to the integration: the same words of another caller are another request.
   *
   * @param key as it was sent; empty: the request cannot be repeated
   * @throws InvalidInput for a key that is none
   */
  static Origin origin(Caller.Integration caller, String key, String fingerprint) {
    var repeatable = key.isEmpty() ? UUID.randomUUID().toString() : key;
    if (repeatable.isBlank()
        || repeatable.length() > 200
        || repeatable.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInput("", "idempotencyKey.shape");
    }
    return new Origin("api:" + caller.id().value(), repeatable, fingerprint);
  }
}
