package it.sportello.notifications.reading;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a program wrote the mail, and which kind: then it opens no ticket and is not answered.
 */
final class Automatic {
  private static final Set<String> BULK = Set.of("bulk", "junk", "auto_reply");
  private static final Pattern DAEMON =
      Pattern.compile("(?i)(^|<)\\s*(mailer-daemon|postmaster|mail-daemon)@");

  private Automatic() {}

  static Nature nature(Headers headers) {
    if (!headers.first("x-ricevuta").isEmpty()) {
      return Nature.CERTIFIED_RECEIPT;
    }
    Parameters content = Parameters.parse(headers.first("content-type"));
    if (content.value().equals("multipart/report")) {
      return content.get("report-type").equalsIgnoreCase("disposition-notification")
          ? Nature.DISPOSITION
          : Nature.DELIVERY_REPORT;
    }
    if (!headers.first("x-failed-recipients").isEmpty() || isFromADaemon(headers)) {
      return Nature.DELIVERY_REPORT;
    }
    if (!headers.first("list-id").isEmpty() || word(headers.first("precedence")).equals("list")) {
      return Nature.LIST;
    }
    return isAutomatic(headers) ? Nature.AUTOMATIC : Nature.PERSON;
  }

  /** RFC 3834 sections 2 and 5; {@code Auto-Submitted: no} is a person's. */
  private static boolean isAutomatic(Headers headers) {
    return headers.all("auto-submitted").stream().anyMatch(value -> !word(value).equals("no"))
        || BULK.contains(word(headers.first("precedence")))
        || !headers.first("x-autoreply").isEmpty()
        || !headers.first("x-autorespond").isEmpty()
        || !headers.first("x-auto-reply-from").isEmpty()
        || !headers.first("x-mail-autoreply").isEmpty()
        || hasNoReturn(headers);
  }

  /** qmail and its like: a null sender and a daemon's name, no multipart/report. */
  private static boolean isFromADaemon(Headers headers) {
    return hasNoReturn(headers)
        && headers.all("from").stream().anyMatch(from -> DAEMON.matcher(from).find());
  }

  private static boolean hasNoReturn(Headers headers) {
    return headers.all("return-path").stream().anyMatch(value -> value.matches("<\\s*>"));
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
