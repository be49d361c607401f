package it.sportello.notifications;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Mails as others write them. */
final class TestMails {
  /** What no answer may repeat. */
  static final String TEXT = "Canarino nel testo";

  private TestMails() {}

  /**
   * @param more fields of the header, each with its line end
   */
  static String mail(String from, String subject, String more) {
    return "From: "
        + from
        + "\nTo: support@desk.example\nSubject: "
        + subject
        + "\nMessage-ID: <"
        + UUID.randomUUID()
        + "@test.example>\n"
        + more
        + "\n"
        + TEXT
        + "\n";
  }

  /** What a mail server says about a mail that it could not deliver (RFC 3464). */
  static String report(String id, String recipient, String action, String status) {
    return """
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mx.altrove.example>
        Subject: Undelivered %s
        Content-Type: multipart/report; report-type=delivery-status; boundary=r

        --r
        Content-Type: text/plain

        Non consegnato
        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.altrove.example

        Final-Recipient: rfc822; %s
        Action: %s
        Status: %s
        Diagnostic-Code: smtp; 550 no such user
        --r
        Content-Type: text/rfc822-headers

        Message-ID: %s
        --r--
        """
        .formatted(UUID.randomUUID(), recipient, action, status, id);
  }

  /** As it goes over a line. */
  static byte[] bytes(String mail) {
    return mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static Intake receive(TestDesk desk, String source, String mail, Instant received)
      throws IOException {
    return desk.bean(Inbox.class).receive(source, new ByteArrayInputStream(bytes(mail)), received);
  }
}
