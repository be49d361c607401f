package it.sportello.ticketing;

import it.sportello.contacts.InvalidValue;

/**
 * Where a command came from, so that its repeat is recognised: unique as (source, key).
 *
 * @param source the way and the caller, such as {@code form:7}, {@code api:3}, {@code mail}, {@code
 *     phone}; at most 100 characters
 * @param key what the caller repeats with each try, 1 to 200 characters
 * @param fingerprint SHA-256 in hex of what was asked; the same key with another fingerprint is an
 *     error
 * @throws InvalidValue {@code origin.shape}
 */
public record Origin(String source, String key, String fingerprint) {
  public Origin {
    if (!fits(source, 100) || !fits(key, 200) || !fits(fingerprint, 64)) {
      throw new InvalidValue("origin.shape");
    }
  }

  private static boolean fits(String text, int limit) {
    return text != null
        && !text.isBlank()
        && text.length() <= limit
        && text.chars().noneMatch(Character::isISOControl);
  }
}
