package it.sportello.contacts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One address without display name (RFC 5321 section 4.1.2, quoted local parts left out), at most
 * 254 characters, kept as it was written. Two addresses are the same mailbox for us when their
 * {@link #key()} is equal: case does not count, nor whether a domain is written in its own script
 * or as {@code xn--…}; a plus tag does.
 *
 * @throws InvalidValue when it is not an address ({@code email.shape}), holds a character that
 *     nobody sees ({@code text.invisible}), or can be taken for another address ({@code
 *     text.mixed}, {@code text.lookalike}, {@code domain.deviant})
 */
public final class EmailAddress {
  private static final int LONGEST = 254;
  private static final int LONGEST_TYPED = 1000;
  private static final Pattern LOCAL =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}");

  private final String value;
  private final String domain;

  public EmailAddress(String typed) {
    String text = typed == null ? "" : typed.strip();
    if (text.length() > LONGEST_TYPED) {
      throw new InvalidValue("email.shape");
    }
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
    LookAlikes.refuseInvisible(text);
    int at = text.lastIndexOf('@');
    if (at < 1
        || text.length() > LONGEST
        || text.contains("..")
        || !LOCAL.matcher(text.substring(0, at)).matches()) {
      throw new InvalidValue("email.shape");
    }
    LookAlikes.refuse(text.substring(0, at));
    value = text;
    domain = domain(text.substring(at + 1));
  }

  private static String domain(String typed) {
    try {
      return new DomainName(typed).ascii();
    } catch (InvalidValue e) {
      throw e.key().equals("domain.shape") ? new InvalidValue("email.shape") : e;
    }
  }

  /** As it was written. */
  public String value() {
    return value;
  }

  /**
   * The form that is compared: lower case by the rules of no language, a sigma at the end of a word
   * as any sigma, the domain in ASCII.
   */
  public String key() {
    String local = value.substring(0, value.lastIndexOf('@'));
    return local.toLowerCase(Locale.ROOT).replace('ς', 'σ') + "@" + domain;
  }

  /** What follows the {@code @}, as domains are compared. */
  public String domain() {
    return domain;
  }

  /** Written alike; whether it is the same mailbox {@link #key()} tells. */
  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress address && value.equals(address.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
