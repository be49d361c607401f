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
public record EmailAddress(String value) {
  private static final int LONGEST = 254;
  private static final int LONGEST_TYPED = 1000;
  private static final Pattern LOCAL =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}");

  public EmailAddress {
    value = value == null ? "" : value.strip();
    if (value.length() > LONGEST_TYPED) {
      throw new InvalidValue("email.shape");
    }
    value = Normalizer.normalize(value, Normalizer.Form.NFC);
    LookAlikes.refuseInvisible(value);
    int at = value.lastIndexOf('@');
    if (at < 1
        || value.length() > LONGEST
        || value.contains("..")
        || !LOCAL.matcher(value.substring(0, at)).matches()) {
      throw new InvalidValue("email.shape");
    }
    LookAlikes.refuse(value.substring(0, at));
    key(value);
  }

  /** The form that is compared: lower case by the rules of no language, the domain in ASCII. */
  public String key() {
    return key(value);
  }

  /** What follows the {@code @}, as domains are compared. */
  public String domain() {
    return domain(value);
  }

  @Override
  public String toString() {
    return value;
  }

  /** A sigma at the end of a word is a sigma. */
  private static String key(String address) {
    String local = address.substring(0, address.lastIndexOf('@'));
    return local.toLowerCase(Locale.ROOT).replace('ς', 'σ') + "@" + domain(address);
  }

  private static String domain(String address) {
    try {
      return new DomainName(address.substring(address.lastIndexOf('@') + 1)).ascii();
    } catch (InvalidValue e) {
      throw e.key().equals("domain.shape") ? new InvalidValue("email.shape") : e;
    }
  }
}
