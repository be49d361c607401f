package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sender of an envelope (VERP): the address for bounces with a token behind a plus (RFC 5233),
 * random digits that say which mail comes back. Never the same as a {@link ReplyAddress}.
 */
final class BounceAddress {
  private static final Pattern ANY = Pattern.compile(".+\\+b-[0-9a-f]{32}@[^@]+");

  private final EmailAddress bounces;
  private final Pattern shape;

  BounceAddress(EmailAddress bounces) {
    this.bounces = bounces;
    this.shape =
        Pattern.compile(
            Pattern.quote(local()) + "\\+b-([0-9a-f]{32})@" + Pattern.quote(bounces.domain()));
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
    return local() + "+b-" + token + "@" + bounces.domain();
  }

  /**
   * @param address in lower case
   */
  Optional<String> tokenOf(String address) {
    Matcher matcher = shape.matcher(address);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private String local() {
    return bounces.key().substring(0, bounces.key().lastIndexOf('@'));
  }
}
