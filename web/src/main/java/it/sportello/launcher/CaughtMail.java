package it.sportello.launcher;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail that reached the try-out's server, read once for the page that shows it.
 *
 * @param to the address of the envelope
 * @param text the plain part, empty when there is none
 * @param html the HTML part, empty when there is none
 * @param attachments the names of what is attached
 */
record CaughtMail(
    long id,
    Instant at,
    String from,
    String to,
    String subject,
    String messageId,
    String references,
    String text,
    String html,
    List<String> attachments) {

  /** A mail too broken to be read is shown as what could be read of it. */
  static CaughtMail read(long id, Instant at, String to, MimeMessage message) {
    Parts parts = new Parts();
    String from = "";
    String subject = "";
    String messageId = "";
    String references = "";
    try {
      from = decoded(message.getHeader("From", ", "));
      subject = String.valueOf(message.getSubject());
      messageId = header(message, "Message-ID");
      references = header(message, "References");
      parts.collect(message, 0);
    } catch (MessagingException | IOException e) {
      parts.text.append("\n[This mail cannot be read to its end: " + e.getMessage() + "]");
    }
    return new CaughtMail(
        id,
        at,
        from,
        to,
        subject,
        messageId,
        references,
        parts.text.toString(),
        parts.html.toString(),
        List.copyOf(parts.attachments));
  }

  private static String header(MimeMessage message, String name) throws MessagingException {
    String value = message.getHeader(name, " ");
    return value == null ? "" : value.replaceAll("\\s+", " ").strip();
  }

  private static String decoded(String header) {
    if (header == null) {
      return "";
    }
    try {
      return jakarta.mail.internet.MimeUtility.decodeText(
          jakarta.mail.internet.MimeUtility.unfold(header));
    } catch (java.io.UnsupportedEncodingException e) {
      return header;
    }
  }

  private static final class Parts {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<String> attachments = new ArrayList<>();

    private void collect(Part part, int depth) throws MessagingException, IOException {
      if (depth > 10) {
        return;
      }
      if (part.getFileName() != null) {
        attachments.add(decoded(part.getFileName()));
        return;
      }
      if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart multipart) {
        for (int i = 0; i < multipart.getCount(); i++) {
          BodyPart inner = multipart.getBodyPart(i);
          collect(inner, depth + 1);
        }
        return;
      }
      if (part.isMimeType("text/html") && html.isEmpty()) {
        html.append(part.getContent());
        return;
      }
      if (part.isMimeType("text/*") && text.isEmpty()) {
        text.append(part.getContent());
      }
    }
  }
}
