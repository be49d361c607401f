package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.ticketing.TicketId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes back to the return address of a mail is about that mail, whatever it looks like. */
@Timeout(120)
class BounceTest {
  private static final String ANA = "titolare@pasticceria-aurora.example";

  private final TestDesk desk = TestDesk.get();

  @BeforeEach
  @AfterEach
  void clean() {
    TestNames.ZONE.clear();
    desk.run("delete from notifications.bad_address");
    desk.run("update notifications.outgoing_mail set created_at = created_at - interval '2 days'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Return-Path: <>   | MAILER-DAEMON@mx.example | failure notice             | <x@y>: 550 no such user     | FAILED  | ''",
        "Return-Path: <>   | MAILER-DAEMON@mx.example | Undelivered Mail           | host said: 550 5.1.1 none   | FAILED  | 5.1.1",
        "X-Other: 1        | postmaster@mx.example    | Non recapitabile: Re: x    | #5.1.10 RESOLVER.NotFound   | FAILED  | 5.1.10",
        "X-Other: 1        | gateway@mx.example       | Mancata consegna           | casella piena 552           | FAILED  | ''",
        "Return-Path: <>   | mailer-daemon@mx.example | Delayed mail               | 4.4.1 still trying          | DELAYED | 4.4.1",
        "Return-Path: <>   | mailer-daemon@mx.example | Warning: delayed           | nessun codice               | DELAYED | ''",
        "Return-Path: <>   | mailer-daemon@mx.example | Mail delivery failed       | nessun codice               | FAILED  | ''",
      })
  void anyShapeOfReportIsBoundToItsMail(
      String field, String from, String subject, String words, String fate, String status)
      throws Exception {
    TicketId ticket = open();

    Intake intake = receive(mail(from, to(ticket), subject, field, words));

    assertEquals(Optional.of(ticket), intake.ticket());
    assertEquals(fate, told(ticket, "fate"));
    assertTrue(told(ticket, "fate_detail").startsWith(status), told(ticket, "fate_detail"));
    assertEquals(
        status.startsWith("5.1") ? 1 : 0,
        desk.number("select count(*) from notifications.bad_address"));
  }

  @Test
  void aForwardedMailThatComesBackFromAnotherAddressIsTheSameMail() throws Exception {
    TicketId ticket = open();

    receive(
        """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example
        To: %s
        Subject: Undelivered
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; casa@altrove.example
        Action: failed
        Status: 5.2.1

        --b--
        """
            .formatted(to(ticket)));

    assertEquals("FAILED", told(ticket, "fate"));
    assertEquals(
        ANA, desk.text("select address_key from notifications.bad_address"), "ours, not theirs");
  }

  @Test
  void anAbsenceNoteIsNoBounceAndLandsInTheTicketUnanswered() throws Exception {
    TicketId ticket = open();
    long before = desk.number("select count(*) from notifications.outgoing_mail");

    Intake intake =
        receive(
            mail(ANA, to(ticket), "Assente", "Auto-Submitted: auto-replied", "Torno il 5.1.2027"));

    assertEquals(Optional.of(ticket), intake.ticket());
    assertEquals("", told(ticket, "fate"));
    assertEquals(before, desk.number("select count(*) from notifications.outgoing_mail"));
  }

  @Test
  void anAlteredTokenIsNobodys() throws Exception {
    TicketId ticket = open();
    String to = to(ticket);
    int at = to.indexOf("+b-") + 3;
    char other = to.charAt(at) == '0' ? '1' : '0';

    receive(
        mail(
            "MAILER-DAEMON@mx.example",
            to.substring(0, at) + other + to.substring(at + 1),
            "failure notice",
            "Return-Path: <>",
            "550 5.1.1 no"));

    assertEquals("", told(ticket, "fate"));
    assertEquals(0, desk.number("select count(*) from notifications.bad_address"));
  }

  private TicketId open() throws Exception {
    return receive(mail(ANA, "support@desk.example", "Aiuto", "X-Other: 1", "Testo"))
        .ticket()
        .orElseThrow();
  }

  private String to(TicketId ticket) {
    return "support+b-" + told(ticket, "bounce_token") + "@desk.example";
  }

  private String told(TicketId ticket, String column) {
    return desk.text(
        "select %s from notifications.outgoing_mail where ticket = %s".formatted(column, ticket));
  }

  private Intake receive(String mail) throws Exception {
    return receive(mail, Instant.parse("2026-11-20T10:15:00Z"));
  }

  private Intake receiveNow(String mail) throws Exception {
    return receive(mail, desk.clock().now());
  }

  private Intake receive(String mail, Instant at) throws Exception {
    return desk.bean(Inbox.class)
        .receive(
            "test",
            new ByteArrayInputStream(
                mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
            at);
  }

  private static String mail(String from, String to, String subject, String field, String words) {
    return field
        + "\nFrom: "
        + from
        + "\nTo: "
        + to
        + "\nSubject: "
        + subject
        + "\nMessage-ID: <"
        + UUID.randomUUID()
        + "@test.example>\n\n"
        + words
        + "\n";
  }
}
