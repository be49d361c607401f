package it.sportello.web.pages;

import it.sportello.contacts.Scope;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.TicketId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The origin of what is sent from a page, so that a double click is one message. */
final class OriginKey {
  private OriginKey() {}

  static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** What the form carried, so that sending it again after a mistake is still one message. */
  static String kept(Params params) {
    String key = params.text("key");
    return key.isEmpty() ? fresh() : key;
  }

  /**
   * @param key what the page carried; a new one where it carried none that could be ours
   */
  static Origin of(String act, Scope scope, String key, TicketId ticket, String text) {
    String known = key.matches("[0-9a-f-]{36}") ? key : fresh();
    return new Origin("page:" + name(scope), known, fingerprint(act + "\n" + ticket + "\n" + text));
  }

  /** Of an act that is about no ticket. */
  static Origin of(String act, Scope scope, String key, String text) {
    String known = key.matches("[0-9a-f-]{36}") ? key : fresh();
    return new Origin("page:" + name(scope), known, fingerprint(act + "\n" + text));
  }

  /** Whose uploads the messages of this caller may name. */
  static String source(Scope scope) {
    return "page:" + name(scope);
  }

  /** As it came, where it could be ours. */
  static String known(String key) {
    return key.matches("[0-9a-f-]{36}") ? key : fresh();
  }

  private static String name(Scope scope) {
    if (scope instanceof Scope.Staff staff) {
      return "staff:" + staff.agent().value();
    }
    return scope instanceof Scope.Customer customer
        ? "contact:" + customer.contact().value()
        : "nobody";
  }

  private static String fingerprint(String asked) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(asked.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
