package it.sportello.notifications;

import it.sportello.notifications.words.Letter;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A letter as the bytes of a mail: ASCII only, lines of at most 76 characters ended by CR LF. */
final class LetterPress {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
  private static final int MOST_REFERENCES = 20;

  private LetterPress() {}

  /**
   * @throws UnsendableAddress when the recipient's address needs more than ASCII
   */
  static byte[] print(Letterhead head, Letter letter) {
    // Quoted-printable has no "=_" but before a hex digit, so no line of a part is the boundary.
    String boundary = "=_" + head.messageId().replaceAll("[^A-Za-z0-9]", "");
    String recipient = Header.ascii(head.recipient().value());
    Header header = new Header();
    header
        .field("Date", head.date().format(DATE))
        .mailbox("From", head.senderName(), head.sender().value())
        .field("To", recipient)
        .text("Subject", letter.subject())
        .field("Message-ID", head.messageId());
    head.replyTo()
        .ifPresent(address -> header.field("Reply-To", "<" + Header.ascii(address) + ">"));
    thread(header, head.before());
    markAutomatic(header, head);
    header
        .field("MIME-Version", "1.0")
        .field("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
    String mail =
        header
            + "\r\n"
            + part(boundary, "text/plain", letter.text())
            + part(boundary, "text/html", letter.html())
            + "--"
            + boundary
            + "--\r\n";
    return mail.getBytes(StandardCharsets.US_ASCII);
  }

  /** RFC 5322 section 3.6.4; of a long conversation the beginning and the end. */
  private static void thread(Header header, List<String> before) {
    if (before.isEmpty()) {
      return;
    }
    List<String> references = new ArrayList<>(before);
    while (references.size() > MOST_REFERENCES) {
      references.remove(1);
    }
    header.field("In-Reply-To", before.get(before.size() - 1));
    header.field("References", String.join(" ", references));
  }

  /** RFC 3834 section 5; the second field keeps Exchange from answering. */
  private static void markAutomatic(Header header, Letterhead head) {
    if (head.kind().isWrittenByAPerson()) {
      return;
    }
    boolean answers = head.kind().mayAnswer() && !head.before().isEmpty();
    header
        .field("Auto-Submitted", answers ? "auto-replied" : "auto-generated")
        .field("X-Auto-Response-Suppress", "All");
  }

  private static String part(String boundary, String type, String text) {
    return "--"
        + boundary
        + "\r\nContent-Type: "
        + type
        + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + QuotedPrintable.encode(text)
        + "\r\n";
  }
}
