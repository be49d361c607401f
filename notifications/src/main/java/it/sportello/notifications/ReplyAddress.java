package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address that an answer goes to: the desk's own with a token behind a plus (RFC 5233), 128
 * random bits that say which ticket is meant and can be guessed by nobody.
 */
final class ReplyAddress {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern ANY = Pattern.compile(".+\\+[0-9a-f]{32}@[^@]+");

  private final EmailAddress desk;
  private final Pattern shape;

  ReplyAddress(EmailAddress desk) {
    this.desk = desk;
    this.shape =
        Pattern.compile(
            Pattern.quote(local()) + "\\+([0-9a-f]{32})@" + Pattern.quote(desk.domain()));
  }

  /** 32 hex digits in lower case: some servers change the case of addresses. */
  static String newToken() {
    byte[] token = new byte[16];
    RANDOM.nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /**
   * Whether it looks like one, of whomsoever.
   *
   * @param address in lower case
   */
  static boolean mayBe(String address) {
    return ANY.matcher(address).matches();
  }

  String with(String token) {
    return local() + "+" + token + "@" + desk.domain();
  }

  /**
   * @param address in lower case
   */
  Optional<String> tokenOf(String address) {
    Matcher matcher = shape.matcher(address);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private String local() {
    return desk.key().substring(0, desk.key().lastIndexOf('@'));
  }
}
