package it.sportello.contacts;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One address without display name (RFC 5321 section 4.1.2, quoted local parts left out), at most
 * 254 characters. Two addresses are the same mailbox for us when their {@link #key()} is equal.
 *
 * @throws InvalidValue when it is not an address, or holds a control character
 */
public record EmailAddress(String value) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,251}[\\p{L}\\p{N}])?");

  public EmailAddress {
    value = value == null ? "" : value.strip();
    if (value.length() > 254 || !SHAPE.matcher(value).matches() || value.contains("..")) {
      throw new InvalidValue("email.shape");
    }
  }

  /** The form that is compared: lower case by the rules of no language. */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  /** What follows the {@code @}, in lower case. */
  public String domain() {
    return key().substring(value.lastIndexOf('@') + 1);
  }

  @Override
  public String toString() {
    return value;
  }
}
