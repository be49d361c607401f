package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.sportello.contacts.AgentId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.SignInLinks;
import it.sportello.contacts.Visit;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.Receipt;
import it.sportello.ticketing.Answer;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutboxTest {
  private final TestDesk desk = TestDesk.get();
  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private RelayLine dispatcher;

  @BeforeEach
  void start() {
    desk.run("delete from notifications.outgoing_mail");
    relay.start();
    desk.set("sportello.smtp.port", Integer.toString(relay.getSmtp().getPort()));
    dispatcher = dispatcher();
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void aTicketIsAcknowledgedOnceWithItsNumberAndThePromise() throws Exception {
    TicketId ticket = open("titolare@pasticceria-aurora.example", Channel.FORM).ticket();

    assertEquals(1, dispatcher.turn());
    assertEquals(0, dispatcher.turn());

    MimeMessage mail = relay.getReceivedMessages()[0];
    assertEquals(1, relay.getReceivedMessages().length);
    assertTrue(
        mail.getSubject()
            .startsWith("Segnalazione " + ticket + " ricevuta: sarà presa in carico entro "),
        mail.getSubject());
    assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
    assertTrue(mail.getHeader("Reply-To", null).matches("<support\\+[0-9a-f]{32}@desk.example>"));
    assertEquals("SENT", desk.text("select state from notifications.outgoing_mail"));
  }

  @Test
  void aRepeatSendsTheSameBytes() throws Exception {
    open("titolare@pasticceria-aurora.example", Channel.FORM);
    dispatcher.turn();
    desk.run("update notifications.outgoing_mail set state = 'SENDING', due_at = now()");

    dispatcher.turn();

    MimeMessage[] mails = relay.getReceivedMessages();
    assertEquals(2, mails.length);
    assertEquals(mails[0].getMessageID(), mails[1].getMessageID());
    assertArrayEquals(body(mails[0]), body(mails[1]));
  }

  /** Before and after each durable step in turn; the mails are handed over between two of them. */
  @Test
  void whereverTheDeskDiesEachMailGoesOutAndOneAtMostTwice() throws Exception {
    boolean cut = true;
    for (int moment = 1; cut; moment++) {
      desk.run("delete from notifications.outgoing_mail");
      relay.purgeEmailFromAllMailboxes();
      open("titolare@pasticceria-aurora.example", Channel.FORM);
      open("titolare@libreria-minerva.example", Channel.FORM);

      PowerCuts.at(moment);
      try {
        dispatcher.turn();
        cut = false;
      } catch (PowerCuts.PowerCut e) {
        dispatcher = dispatcher();
      } finally {
        PowerCuts.at(0);
      }
      desk.run("update notifications.outgoing_mail set due_at = now() where state <> 'SENT'");
      while (dispatcher.turn() > 0) {
        assertTrue(moment < 100, "it never ends");
      }

      List<MimeMessage> mails = List.of(relay.getReceivedMessages());
      Set<String> ids = new java.util.HashSet<>();
      for (MimeMessage mail : mails) {
        ids.add(mail.getMessageID());
      }
      String when = "dead at moment " + moment;
      assertEquals(2, ids.size(), when);
      assertTrue(mails.size() <= 3, when + ": " + mails.size());
      assertEquals(
          2,
          desk.number("select count(*) from notifications.outgoing_mail where state = 'SENT'"),
          when);
    }
  }

  @Test
  void whoLostTheLeaseMayNotMark() {
    open("titolare@pasticceria-aurora.example", Channel.FORM);
    OutboxQueue queue = desk.bean(OutboxQueue.class);
    ClaimedMail first = queue.claim(RelayKey.DEFAULT, 10, Duration.ZERO).get(0);
    ClaimedMail second = queue.claim(RelayKey.DEFAULT, 10, Duration.ofMinutes(5)).get(0);

    assertEquals(first.id(), second.id());
    assertFalse(queue.sent(first));
    assertTrue(queue.sent(second));
    assertEquals(2, second.attempts());
  }

  @Test
  void theMailsOfATicketGoOutInOrderAndAnswersKnowTheirThread() throws Exception {
    TicketId ticket = open("titolare@pasticceria-aurora.example", Channel.FORM).ticket();
    Scope agent = agent();
    desk.bean(Tickets.class).takeInCharge(agent, ticket);
    desk.bean(Tickets.class)
        .reply(
            agent,
            ticket,
            new Answer(
                new Origin("page", UUID.randomUUID().toString(), "f"),
                "Buongiorno,\n\nil rapporto è <b>pronto</b> {{7*7}}.",
                List.of()));
    desk.bean(Tickets.class).resolve(agent, ticket);

    while (dispatcher.turn() > 0) {}

    MimeMessage[] mails = relay.getReceivedMessages();
    assertEquals(4, mails.length);
    assertTrue(mails[0].getSubject().contains("ricevuta"), mails[0].getSubject());
    assertTrue(mails[1].getSubject().contains("presa in carico da Anna Conti"));
    assertEquals("Re: Non parte la newsletter [" + ticket + "]", mails[2].getSubject());
    assertTrue(mails[3].getSubject().endsWith("risolta"), mails[3].getSubject());
    assertEquals(mails[1].getMessageID(), mails[2].getHeader("In-Reply-To", null));
    assertTrue(mails[2].getHeader("References", " ").startsWith(mails[0].getMessageID()));
    assertEquals(null, mails[2].getHeader("Auto-Submitted"));
    String html = new String(body(mails[2]), StandardCharsets.US_ASCII);
    assertTrue(html.contains("&lt;b&gt;pronto&lt;/b&gt; {{7*7}}"), html);
  }

  @Test
  void aRelayThatIsAwayCostsNoTry() {
    open("titolare@pasticceria-aurora.example", Channel.FORM);
    relay.stop();

    org.junit.jupiter.api.Assertions.assertThrows(
        jakarta.mail.MessagingException.class, dispatcher::turn);

    assertEquals(0, desk.number("select attempts from notifications.outgoing_mail"));
    assertEquals("QUEUED", desk.text("select state from notifications.outgoing_mail"));
  }

  @Test
  void aLinkIsMailedToARegisteredAddressOnlyAndBothAskersSeeTheSame() throws Exception {
    SignInLinks links = desk.bean(SignInLinks.class);
    SignInMails signIn = desk.bean(SignInMails.class);
    for (String asker : List.of("titolare@libreria-minerva.example", "nobody@elsewhere.example")) {
      EmailAddress address = new EmailAddress(asker);
      links.request(address, SignInLinks.browser(""), new Visit("192.0.2.1", "", ""));
      signIn.send(address, Language.EN);
    }

    while (dispatcher.turn() > 0) {}

    MimeMessage[] mails = relay.getReceivedMessages();
    assertEquals(1, mails.length);
    String mail = new String(body(mails[0]), StandardCharsets.US_ASCII);
    assertTrue(mail.replace("=\r\n", "").contains("https://desk.example/link?t=3D"), mail);
    assertEquals(
        1,
        desk.number(
            "select count(*) from notifications.outgoing_mail"
                + " where state = 'DROPPED' and recipient = ''"));
    assertEquals(
        0,
        desk.number("select count(*) from notifications.outgoing_mail where rendered is not null"));
  }

  @Test
  void aMailThatCannotBeRenderedStopsNoOther() throws Exception {
    open("titolare@pasticceria-aurora.example", Channel.FORM);
    desk.run("update notifications.outgoing_mail set zone = 'Nowhere/None'");
    open("titolare@libreria-minerva.example", Channel.FORM);

    dispatcher.turn();

    assertEquals(1, relay.getReceivedMessages().length);
    assertTrue(
        desk.text("select last_error from notifications.outgoing_mail where state = 'QUEUED'")
            .startsWith("not rendered"));
  }

  /** Prints what it costs; how fast a busy machine is says nothing, so nothing is asserted. */
  @Test
  void aBacklogLeavesInBatches() throws Exception {
    open("titolare@pasticceria-aurora.example", Channel.FORM);
    desk.run(
        """
        insert into notifications.outgoing_mail
          (kind, ticket, platform, recipient, language, happened_at, zone, take_in_charge_by,
           message_id, reply_token)
        select kind, 1000000 + n, platform, recipient, language, happened_at, zone,
          take_in_charge_by, '<' || n || '@desk.example>', reply_token
        from notifications.outgoing_mail, generate_series(1, 1499) n
        """);
    for (int round = 0; round < 5; round++) {
      var cpu = java.lang.management.ManagementFactory.getThreadMXBean();
      long cpuStart = cpu.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      int sent = 0;
      while (sent < 300) {
        sent += dispatcher.turn();
      }
      System.out.printf(
          "outbox: %d mails/s, %d µs of CPU each in the dispatcher%n",
          sent * 1_000_000_000L / (System.nanoTime() - start),
          (cpu.getCurrentThreadCpuTime() - cpuStart) / 1_000 / sent);
    }
    assertEquals(1500, relay.getReceivedMessages().length);
  }

  private RelayLine dispatcher() {
    return desk.line();
  }

  private Receipt open(String from, Channel channel) {
    Instant now = desk.clock().now();
    String platform = from.contains("aurora") ? "1042" : "2077";
    return desk.bean(Counter.class)
        .open(
            new NewTicket(
                new Origin("test", UUID.randomUUID().toString(), "f"),
                channel,
                desk.platform(platform),
                Optional.empty(),
                new EmailAddress(from),
                Language.IT,
                "Non parte la newsletter",
                "Premo Invia e non succede nulla.",
                "",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of()));
  }

  private Scope agent() {
    return new Scope.Staff(
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
        Set.of(Role.AGENT));
  }

  private static byte[] body(MimeMessage mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.writeTo(out, new String[] {"Received", "Return-Path"});
    return Arrays.copyOf(out.toByteArray(), out.size());
  }
}
