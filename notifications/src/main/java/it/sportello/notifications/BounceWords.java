package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.reading.Delivery;
import it.sportello.notifications.reading.Delivery.Outcome;
import it.sportello.notifications.reading.ReadMail;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a report says that follows no standard, in the words that mail servers use. Asked only about
 * mails that came back to the return address of a mail of ours; an absence note comes there too
 * (RFC 3834 section 4) and is no report.
 */
final class BounceWords {
  private static final int LOOKED_AT = 20_000;
  private static final Pattern DAEMON =
      Pattern.compile(
          "(?i)(mailer-?daemon|postmaster|mail-?daemon|mdaemon|bounce[sd]?)([+=_.-].*)?");
  private static final Pattern TITLE =
      Pattern.compile(
          "(?i)(undeliver|delivery (status|failure|problem|report|incomplete)|delivery has failed"
              + "|returned mail|failure notice|mail delivery|delayed mail|could not be delivered"
              + "|mancat[ao] (consegna|recapito)|non (recapitat|consegnat|recapitabil)|unzustellbar)");
  private static final Pattern LATER =
      Pattern.compile("(?i)(delayed|warning|still trying|ritard|will (retry|be retried))");
  private static final Pattern ENHANCED =
      Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
  private static final Pattern BASIC = Pattern.compile("(?<![\\d.])(4[25]\\d|5[05]\\d)(?=[ -])");

  private BounceWords() {}

  /** Empty for what no mail server wrote. */
  static Optional<Delivery> of(ReadMail mail) {
    if (!isAReport(mail)) {
      return Optional.empty();
    }
    String text = mail.text().substring(0, Math.min(mail.text().length(), LOOKED_AT));
    Matcher enhanced = ENHANCED.matcher(text);
    Matcher basic = BASIC.matcher(text);
    String status = enhanced.find() ? enhanced.group(1) : "";
    String code = status.isEmpty() && basic.find() ? basic.group(1) : status;
    boolean later = code.isEmpty() ? LATER.matcher(mail.subject()).find() : code.startsWith("4");
    return Optional.of(
        new Delivery("", later ? Outcome.DELAYED : Outcome.FAILED, status, line(text, code)));
  }

  private static boolean isAReport(ReadMail mail) {
    return mail.report()
        || TITLE.matcher(mail.subject()).find()
        || mail.from().filter(BounceWords::isADaemon).isPresent();
  }

  private static boolean isADaemon(EmailAddress from) {
    return DAEMON.matcher(from.key().substring(0, from.key().lastIndexOf('@'))).matches();
  }

  /** The line with the code, for people. */
  private static String line(String text, String code) {
    return text.lines()
        .filter(line -> !code.isEmpty() && line.contains(code))
        .findFirst()
        .map(line -> line.replaceAll("\\p{Cntrl}+", " ").strip())
        .map(line -> line.substring(0, Math.min(line.length(), 300)))
        .orElse("");
  }
}
