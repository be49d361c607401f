package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.MessageView;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketView;
import it.sportello.ticketing.Tickets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IntakeTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T10:15:00Z");

  private final TestDesk desk = TestDesk.get();

  @Test
  void aMailFromARegisteredAddressOpensATicketThatDatesFromItsReceipt() throws Exception {
    Intake intake =
        receive(
            """
            From: Aurora <titolare@pasticceria-aurora.example>
            Subject: =?utf-8?q?Non_parte_pi=C3=B9?=
            Date: Mon, 1 Jan 2018 00:00:00 +0000
            Message-ID: <a@pasticceria-aurora.example>
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain; charset=utf-8

            La newsletter non parte.
            --x
            Content-Type: text/html; name="../../errore.png"
            Content-Disposition: attachment; filename="../../errore.png"
            Content-Transfer-Encoding: base64

            iVBORw0KGgoAAAANSUhEUg==
            --x--
            """);

    TicketView ticket = view(intake.ticket().orElseThrow());
    assertEquals("Non parte più", ticket.subject());
    assertEquals(RECEIVED, ticket.received());
    MessageView message = ticket.messages().get(0);
    assertEquals("La newsletter non parte.", message.text());
    assertEquals("errore.png", message.attachments().get(0).name());
    assertEquals("image/png", message.attachments().get(0).mediaType());
    assertEquals(
        1,
        desk.number(
            "select count(*) from notifications.outgoing_mail where subject = '' and ticket = "
                + ticket.id()));
  }

  @Test
  void theSameBytesTwiceAreOneTicket() throws Exception {
    String mail = from("titolare@libreria-minerva.example", "Due volte", "Una sola.", "");

    Intake first = receive(mail);
    Intake second = receive(mail);

    assertEquals(first, second);
  }

  @Test
  void aColleagueOfARegisteredDomainIsLetInWithoutAName() throws Exception {
    Intake intake = receive(from("mario@libreria-minerva.example", "Aiuto", "Ciao", ""));

    assertEquals(Optional.empty(), view(intake.ticket().orElseThrow()).requester());
  }

  @Test
  void aStrangerWaitsInTheQuarantineAndIsNotAnswered() throws Exception {
    Intake intake = receive(from("chi@altrove.example", "Chi sono", "Testo <b>mio</b>", ""));

    assertEquals(Optional.of(Reason.UNKNOWN_SENDER), intake.quarantine());
    assertEquals(
        0,
        desk.number(
            "select count(*) from notifications.outgoing_mail where recipient like '%altrove%'"));
    Quarantine.Detail detail =
        desk.bean(Quarantine.class).detail(agent(), intake.id()).orElseThrow();
    assertEquals("chi@altrove.example", detail.entry().from());
    assertEquals("Testo <b>mio</b>", detail.text());
  }

  @Test
  void aReplyByTheTokenOrByOurMessageIdLandsInItsTicket() throws Exception {
    TicketId ticket = opened("titolare@libreria-minerva.example");
    String token =
        desk.text("select reply_token from notifications.given_id where ticket = " + ticket);
    String id = desk.text("select message_id from notifications.given_id where ticket = " + ticket);

    Intake byToken =
        receive(
            from("titolare@libreria-minerva.example", "Re: Aiuto", "Ancora", "")
                .replace(
                    "To: support@",
                    "To: Support+" + token.toUpperCase(java.util.Locale.ROOT) + "@"));
    Intake byId =
        receive(
            from(
                "newsletter@libreria-minerva.example",
                "Re: Aiuto",
                "Anch'io",
                "References: <x@y> " + id + "\n"));

    assertEquals(Optional.of(ticket), byToken.ticket());
    assertEquals(Optional.of(ticket), byId.ticket());
    assertEquals(3, view(ticket).messages().size());
  }

  @Test
  void aStrangerWhoKnowsTheTokenWaitsInTheQuarantine() throws Exception {
    TicketId ticket = opened("titolare@libreria-minerva.example");
    String token =
        desk.text("select reply_token from notifications.given_id where ticket = " + ticket);

    Intake stranger =
        receive(
            from("ladro@altrove.example", "Re: Aiuto", "Mandatemi tutto", "")
                .replace("To: support@", "To: support+" + token + "@"));
    Intake other =
        receive(
            from("titolare@pasticceria-aurora.example", "Re: Aiuto", "Curioso", "")
                .replace("To: support@", "To: support+" + token + "@"));

    assertEquals(Optional.of(Reason.STRANGER), stranger.quarantine());
    assertEquals(Optional.of(Reason.STRANGER), other.quarantine());
    assertEquals(1, view(ticket).messages().size());
  }

  @Test
  void anOutOfOfficeNoteJoinsItsTicketOrWaitsAndNeverOpensOne() throws Exception {
    TicketId ticket = opened("titolare@libreria-minerva.example");
    String id = desk.text("select message_id from notifications.given_id where ticket = " + ticket);

    Intake threaded =
        receive(
            from(
                "titolare@libreria-minerva.example",
                "Fuori sede",
                "Torno lunedì",
                "Auto-Submitted: auto-replied\nIn-Reply-To: " + id + "\n"));
    Intake lone =
        receive(
            from(
                "titolare@libreria-minerva.example",
                "Fuori sede",
                "Torno martedì",
                "Auto-Submitted: auto-replied\n"));
    Intake person =
        receive(
            from("titolare@libreria-minerva.example", "Io", "Scrivo io", "Auto-Submitted: no\n"));

    assertEquals(Optional.of(ticket), threaded.ticket());
    assertEquals(MessageView.Kind.AUTOMATIC, view(ticket).messages().get(1).kind());
    assertEquals(Optional.of(Reason.AUTOMATIC), lone.quarantine());
    assertTrue(person.ticket().isPresent());
  }

  @Test
  void aMailThatSaysItIsFromTheDeskIsHeld() throws Exception {
    assertEquals(
        Optional.of(Reason.OWN_ADDRESS),
        receive(from("Support@desk.example", "Io", "Io", "")).quarantine());
  }

  @Test
  void twoSendersOrNoneAreUnreadable() throws Exception {
    String two =
        from("titolare@libreria-minerva.example", "x", "y", "From: altro@altrove.example\n");
    String none =
        from("titolare@libreria-minerva.example", "x", "y", "").replace("From:", "X-From:");

    assertEquals(Optional.of(Reason.UNREADABLE), receive(two).quarantine());
    assertEquals(Optional.of(Reason.UNREADABLE), receive(none).quarantine());
  }

  @Test
  void aHeldMailIsReadAgainOnceItsSenderIsRegistered() throws Exception {
    Intake held = receive(from("nuovo@nuova-azienda.example", "Nuovo", "Ciao", ""));
    desk.run(
        "insert into contacts.platform_domain (domain, platform)"
            + " select 'nuova-azienda.example', id from contacts.platform where code = '2077'");

    Intake again = desk.bean(Quarantine.class).readAgain(agent(), held.id()).orElseThrow();

    assertEquals(RECEIVED, view(again.ticket().orElseThrow()).received());
    assertEquals(Optional.empty(), desk.bean(Quarantine.class).readAgain(agent(), held.id()));
  }

  @Test
  void aBacklogOfStoredMailsIsReadWithoutAPause() throws Exception {
    desk.run("update notifications.incoming_mail set state = 'GONE' where state = 'RECEIVED'");
    for (int i = 0; i < 45; i++) {
      byte[] mail =
          from("titolare@libreria-minerva.example", "Coda " + UUID.randomUUID(), "Testo", "")
              .getBytes(StandardCharsets.UTF_8);
      desk.bean(IncomingMails.class)
          .store(
              "test",
              desk.bean(Blobs.class).put(new ByteArrayInputStream(mail), Inbox.LIMIT),
              RECEIVED);
    }
    desk.run("update notifications.incoming_mail set due_at = now() where state = 'RECEIVED'");

    IntakeSweep sweep = desk.bean(IntakeSweep.class);
    int turns = 1;
    while (sweep.sweep()) {
      turns++;
    }

    assertEquals(46, turns, "one mail at a time");
    assertEquals(
        0,
        desk.number("select count(*) from notifications.incoming_mail where state = 'RECEIVED'"));
  }

  @Test
  void theDeathOfAReaderIsATryOfTheMailInItsHandsAlone() throws Exception {
    desk.run("update notifications.incoming_mail set state = 'GONE' where state = 'RECEIVED'");
    for (int i = 0; i < 3; i++) {
      Intake intake = receive(from("titolare@libreria-minerva.example", "Morte " + i, "a", ""));
      desk.run(
          "update notifications.incoming_mail set state = 'RECEIVED', ticket = null, attempts = 0,"
              + " due_at = now() - interval '1 second' where id = "
              + intake.id());
    }

    assertTrue(desk.bean(IncomingMails.class).unread().isPresent());

    assertEquals(
        1,
        desk.number(
            "select sum(attempts) from notifications.incoming_mail where state = 'RECEIVED'"));
    IntakeSweep sweep = desk.bean(IntakeSweep.class);
    while (sweep.sweep()) {
      // The two others.
    }
    assertEquals(
        1,
        desk.number("select count(*) from notifications.incoming_mail where state = 'RECEIVED'"),
        "its own turn comes in a minute");
    desk.run("update notifications.incoming_mail set state = 'GONE' where state = 'RECEIVED'");
  }

  @Test
  void aMailWhoseReaderDiedIsReadByTheSweepAndGivenUpAfterFiveTries() throws Exception {
    Intake intake = receive(from("titolare@libreria-minerva.example", "Crollo", "a", ""));
    desk.run(
        "update notifications.incoming_mail set state = 'RECEIVED', ticket = null,"
            + " due_at = now() - interval '1 second' where id = "
            + intake.id());
    IntakeSweep sweep = new IntakeSweep();
    sweep.mails = desk.bean(IncomingMails.class);
    sweep.inbox = desk.bean(Inbox.class);

    sweep.sweep();

    assertEquals(
        intake.ticket().orElseThrow().value(),
        desk.number("select ticket from notifications.incoming_mail where id = " + intake.id()));

    desk.run(
        "update notifications.incoming_mail set state = 'RECEIVED', ticket = null, attempts = "
            + (IncomingMails.TRIES - 1)
            + ", due_at = now() - interval '1 second' where id = "
            + intake.id());
    sweep.sweep();
    assertEquals(
        "UNREADABLE",
        desk.text("select reason from notifications.incoming_mail where id = " + intake.id()));
  }

  @Test
  void aDeliveryReportJoinsTheTicketOfTheMailItIsAbout() throws Exception {
    TicketId ticket = opened("titolare@libreria-minerva.example");
    String id = desk.text("select message_id from notifications.given_id where ticket = " + ticket);

    Intake report =
        receive(
            """
            Return-Path: <>
            From: Mail Delivery System <MAILER-DAEMON@mx.altrove.example>
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            Content-Type: multipart/report; report-type=delivery-status; boundary=r

            --r
            Content-Type: text/plain

            550 no such user
            --r
            Content-Type: message/delivery-status

            Action: failed
            --r
            Content-Type: text/rfc822-headers

            Subject: Segnalazione
            Message-ID: %s
            --r--
            """
                .formatted(id));

    assertEquals(Optional.of(ticket), report.ticket());
  }

  @Test
  void onlyTheStaffSeesTheQuarantine() {
    org.junit.jupiter.api.Assertions.assertThrows(
        it.sportello.ticketing.NotAllowed.class,
        () -> desk.bean(Quarantine.class).page(new Scope.Nothing(), Long.MAX_VALUE, 10));
    assertNotEquals(null, desk.bean(Quarantine.class).page(agent(), Long.MAX_VALUE, 10));
  }

  private TicketId opened(String from) throws Exception {
    return receive(from(from, "Aiuto", "Primo messaggio", "")).ticket().orElseThrow();
  }

  private Intake receive(String mail) throws Exception {
    return desk.bean(Inbox.class)
        .receive(
            "test",
            new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
            RECEIVED);
  }

  private static String from(String address, String subject, String text, String more) {
    return "From: "
        + address
        + "\nTo: support@desk.example\nSubject: "
        + subject
        + "\nMessage-ID: <"
        + UUID.randomUUID()
        + "@test.example>\n"
        + more
        + "\n"
        + text
        + "\n";
  }

  private TicketView view(TicketId ticket) {
    return desk.bean(Tickets.class).view(new Scope.Desk(), ticket);
  }

  private Scope agent() {
    return new Scope.Staff(
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
        Set.of(Role.AGENT));
  }
}
