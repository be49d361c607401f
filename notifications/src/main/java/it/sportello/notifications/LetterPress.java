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
    return ascii(header(head, letter, "alternative", inner(head.messageId())) + body(head, letter));
  }

  /**
   * A mail that files are put into, before its {@link #end}; without any it is whole all the same.
   *
   * @throws UnsendableAddress as {@link #print}
   */
  static byte[] printForFiles(Letterhead head, Letter letter) {
    return ascii(
        header(head, letter, "mixed", outer(head.messageId()))
            + part(head.messageId())
            + "Content-Type: multipart/alternative;\r\n boundary=\""
            + inner(head.messageId())
            + "\"\r\n\r\n"
            + body(head, letter)
            + "\r\n"
            + end(head.messageId()));
  }

  /** What a part of a mail with files begins with. */
  static String part(String messageId) {
    return "--" + outer(messageId) + "\r\n";
  }

  /** What a mail with files ends with. */
  static String end(String messageId) {
    return "--" + outer(messageId) + "--\r\n";
  }

  /** Neither quoted-printable nor base64 has "=_" in a line, so no line of a part is a boundary. */
  private static String inner(String messageId) {
    return "=_" + messageId.replaceAll("[^A-Za-z0-9]", "");
  }

  private static String outer(String messageId) {
    return "=_m" + messageId.replaceAll("[^A-Za-z0-9]", "");
  }

  private static byte[] ascii(String mail) {
    return mail.getBytes(StandardCharsets.US_ASCII);
  }

  private static String header(Letterhead head, Letter letter, String kind, String boundary) {
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
        .field("Content-Type", "multipart/" + kind + "; boundary=\"" + boundary + "\"");
    return header + "\r\n";
  }

  private static String body(Letterhead head, Letter letter) {
    String boundary = inner(head.messageId());
    return part(boundary, "text/plain", letter.text())
        + part(boundary, "text/html", letter.html())
        + "--"
        + boundary
        + "--\r\n";
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
