package it.sportello.notifications.reading;

import java.util.Locale;
import java.util.Set;

/** Whether a program wrote the mail: then it is never answered and opens no ticket. */
final class Automatic {
  private static final Set<String> BULK = Set.of("bulk", "junk", "list", "auto_reply");

  private Automatic() {}

  /** RFC 3834 sections 2 and 5; {@code Auto-Submitted: no} is a person's. */
  static boolean is(Headers headers) {
    return headers.all("auto-submitted").stream().anyMatch(value -> !word(value).equals("no"))
        || BULK.contains(word(headers.first("precedence")))
        || !headers.first("list-id").isEmpty()
        || !headers.first("x-autoreply").isEmpty()
        || !headers.first("x-autorespond").isEmpty()
        || headers.all("return-path").stream().anyMatch(value -> value.matches("<\\s*>"))
        || headers.report();
  }

  /** The first word, without parameters and comments. */
  private static String word(String value) {
    return value
        .replaceAll("\\([^)]*\\)", "")
        .split("[;\\s]", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
