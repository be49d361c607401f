package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.SnapshotEntry;
import it.sportello.contacts.Sync;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each product's mails leave under its own name, by its own relay, and touch no other's. */
@Timeout(120)
class SendersTest {
  private static final String ALBA = "aiuto@alba.example";

  private final TestDesk desk = TestDesk.get();
  private final GreenMail relay = relay();
  private final GreenMail albas = relay();

  private static GreenMail relay() {
    return new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  @BeforeEach
  void start() {
    TestSenders.begin();
    relay.start();
    albas.start();
    desk.set("sportello.smtp.port", Integer.toString(relay.getSmtp().getPort()));
  }

  @AfterEach
  void stop() {
    relay.stop();
    albas.stop();
    TestSenders.forgetAll();
  }

  @Test
  void aTicketsMailsLeaveUnderTheNameOfItsProductByItsRelayAndNoOthersDo() throws Exception {
    SenderId alba = alba();
    TicketId ticket = TestSenders.open("1042");
    TestSenders.open("2077");
    desk.bean(Tickets.class).takeInCharge(agent(), ticket);

    drain(desk.line());
    drain(TestSenders.line(alba));

    MimeMessage[] ours = albas.getReceivedMessages();
    assertEquals(2, ours.length);
    for (MimeMessage mail : ours) {
      assertEquals("\"Alba Mail\" <" + ALBA + ">", mail.getHeader("From", null));
      assertTrue(mail.getHeader("Reply-To", null).matches("<aiuto\\+[0-9a-f]{32}@alba\\.example>"));
      assertTrue(mail.getMessageID().endsWith("@alba.example>"), mail.getMessageID());
      assertFalse(text(mail).contains("Sportello"), text(mail));
    }
    assertEquals(ours[0].getMessageID(), ours[1].getHeader("In-Reply-To", null));
    MimeMessage[] theirs = relay.getReceivedMessages();
    assertEquals(1, theirs.length);
    assertEquals("\"Sportello\" <support@desk.example>", theirs[0].getHeader("From", null));
    assertFalse(text(theirs[0]).toLowerCase(java.util.Locale.ROOT).contains("alba"));
  }

  @Test
  void aSenderThatIsOffTakesNoNewMailButSendsWhatWaits() throws Exception {
    SenderId alba = alba();
    TestSenders.open("1042");
    accounts().switchOff(ADMINISTRATOR, alba);
    TestSenders.open("1042");

    assertTrue(desk.bean(SenderRows.class).inUse().containsKey(alba.value()));
    drain(desk.line());
    drain(TestSenders.line(alba));

    assertEquals(1, albas.getReceivedMessages().length);
    assertEquals(1, relay.getReceivedMessages().length);
    assertFalse(desk.bean(SenderRows.class).inUse().containsKey(alba.value()));
  }

  @Test
  void aRepeatIsTheSameMailWhateverHasHappenedToItsSender() throws Exception {
    SenderId alba = alba();
    TestSenders.open("1042");
    drain(TestSenders.line(alba));
    TestSenders.open("1042");
    change(alba, "Alba Nuova", "nuovo@alba.example");
    desk.run(
        "update notifications.outgoing_mail set state = 'SENDING', due_at = now()"
            + " where state = 'SENT'");

    drain(TestSenders.line(alba));

    MimeMessage[] mails = albas.getReceivedMessages();
    assertEquals(3, mails.length);
    assertEquals(mails[0].getMessageID(), mails[1].getMessageID());
    assertArrayEquals(bytes(mails[0]), bytes(mails[1]));
    assertEquals(
        "\"Alba Mail\" <" + ALBA + ">",
        mails[2].getHeader("From", null),
        "it was written before the change");
  }

  @Test
  void anAnswerToTheBrandsAddressFindsItsTicketAlsoOnceTheAddressIsAnother() throws Exception {
    SenderId alba = alba();
    TicketId ticket = TestSenders.open("1042");
    drain(TestSenders.line(alba));
    String to = albas.getReceivedMessages()[0].getHeader("Reply-To", null).replaceAll("[<>]", "");

    assertEquals(Optional.of(ticket), receive("titolare@pasticceria-aurora.example", to).ticket());
    change(alba, "Alba Mail", "nuovo@alba.example");
    assertEquals(Optional.of(ticket), receive("titolare@pasticceria-aurora.example", to).ticket());
    assertFalse(
        receive("titolare@pasticceria-aurora.example", to.replace("alba.example", "x.example"))
            .ticket()
            .equals(Optional.of(ticket)),
        "a token at nobody's address opens nothing");
  }

  @Test
  void whatComesFromABrandsAddressIsTheDesksOwnAndOpensNothing() throws Exception {
    alba();
    long before = desk.number("select count(*) from ticketing.ticket");

    assertEquals(
        Optional.of(Reason.OWN_ADDRESS), receive(ALBA, "support@desk.example").quarantine());
    assertEquals(before, desk.number("select count(*) from ticketing.ticket"));
  }

  @Test
  void aReportComesBackToTheSendersOwnAddressForReports() throws Exception {
    SenderDraft draft = TestSenders.draft("alba", "Alba", ALBA, albas.getSmtp().getPort());
    SenderId alba =
        TestSenders.add(
            new SenderDraft(
                draft.product(),
                draft.name(),
                draft.address(),
                "ritorni@alba.example",
                draft.host(),
                draft.port(),
                draft.encryption(),
                "",
                draft.signIn(),
                "",
                "",
                "",
                0,
                "",
                ""));
    TestSenders.open("1042");
    drain(TestSenders.line(alba));
    String token = desk.text("select bounce_token from notifications.outgoing_mail");

    String back = albas.getReceivedMessages()[0].getHeader("Return-Path", null);
    assertEquals("<ritorni+b-" + token + "@alba.example>", back);
    receive("MAILER-DAEMON@mx.example", back.replaceAll("[<>]", ""), "550 5.1.1 nobody");
    assertEquals("FAILED", desk.text("select fate from notifications.outgoing_mail"));
    desk.run("delete from notifications.bad_address");
  }

  @Test
  void theMailsOfATicketKeepTheirOrderAlsoFromOneSenderToAnother() throws Exception {
    SenderId alba = alba();
    TicketId ticket = TestSenders.open("1042");
    TestSenders.assign("1042", "");
    desk.bean(Tickets.class).takeInCharge(agent(), ticket);

    assertEquals(0, desk.line().turn());
    assertEquals(1, TestSenders.line(alba).turn());
    assertEquals(1, desk.line().turn());
    assertTrue(relay.getReceivedMessages()[0].getSubject().contains("presa in carico"));
  }

  @Test
  void aRelayThatSwallowsEverythingDelaysNoOther() throws Exception {
    try (TestSenders.BlackHole hole = new TestSenders.BlackHole()) {
      TestSenders.add(TestSenders.draft("alba", "Alba", ALBA, hole.port()));
      TestSenders.add(
          TestSenders.draft("brezza", "Brezza", "qui@brezza.example", albas.getSmtp().getPort()));
      for (int i = 0; i < 60; i++) {
        TestSenders.open("1042");
      }
      TestSenders.open("2077");
      TestSenders.assign("2077", "");
      TestSenders.open("2077");
      MailDispatcher dispatcher = dispatcher();
      dispatcher.look();
      try {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (hole.swallowed() == 0
            || albas.getReceivedMessages().length < 1
            || relay.getReceivedMessages().length < 1) {
          assertTrue(System.nanoTime() < end, "the others wait for the one that is silent");
          Thread.sleep(20);
        }
      } finally {
        hole.close();
        dispatcher.stop();
      }
      assertEquals(
          0,
          desk.number(
              "select max(attempts) from notifications.outgoing_mail where sent_at is null"),
          "a relay that is away costs no try");
    }
  }

  @Test
  void eachRelayHasAPaceOfItsOwn() throws Exception {
    SenderDraft draft = TestSenders.draft("alba", "Alba", ALBA, albas.getSmtp().getPort());
    SenderId alba =
        TestSenders.add(
            new SenderDraft(
                "alba",
                "Alba",
                ALBA,
                "",
                draft.host(),
                draft.port(),
                draft.encryption(),
                "",
                draft.signIn(),
                "",
                "",
                "",
                1,
                "",
                ""));
    for (int i = 0; i < 3; i++) {
      TestSenders.open("1042");
      TestSenders.open("2077");
    }
    RelayLine slow = TestSenders.line(alba);

    assertEquals(1, slow.turn());
    assertEquals(0, slow.turn());
    assertEquals(3, desk.line().turn());
  }

  @Test
  void whatWaitsForABrandsRelayTurnsTheMailRedAsAnyOther() {
    alba();
    TestSenders.open("1042");
    assertFalse(desk.bean(MailHealth.class).isSendingLate());

    desk.run("update notifications.outgoing_mail set created_at = now() - interval '11 minutes'");

    assertTrue(desk.bean(MailHealth.class).isSendingLate());
    MailSender shown = accounts().all(ADMINISTRATOR).get(0);
    assertEquals(1, shown.waiting());
    assertTrue(shown.waitingSince().isPresent());
  }

  @Test
  void theTroubleOfARelayIsShownWithItsSenderUntilItWorks() throws Exception {
    SenderId alba = alba();
    RelayKey key = desk.bean(SenderKeys.class).key(alba.value()).orElseThrow();
    MailTroubles troubles = desk.bean(MailTroubles.class);

    troubles.fails(key, new jakarta.mail.MessagingException("x", new java.net.ConnectException()));
    assertEquals(
        Optional.of(ServerTrouble.REFUSED), accounts().all(ADMINISTRATOR).get(0).trouble());
    troubles.works(key);

    assertEquals(Optional.empty(), accounts().all(ADMINISTRATOR).get(0).trouble());
  }

  @Test
  void theListOfOutgoingMailSaysFromWhichAddressEachLeaves() {
    alba();
    TestSenders.open("1042");
    TestSenders.open("2077");

    List<String> from =
        desk
            .bean(OutgoingMails.class)
            .page(ADMINISTRATOR, OutgoingMails.View.ALL, "", Long.MAX_VALUE, 10)
            .stream()
            .map(OutgoingMails.Row::from)
            .toList();

    assertEquals(List.of("support@desk.example", ALBA), from);
  }

  @Test
  void theVendorsSystemAssignsPlatformsAndLeavesThemWhenItSaysNothing() throws Exception {
    SenderId alba = alba();
    TestSenders.assign("1042", "");
    sync(Optional.of("alba"));
    sync(Optional.empty());
    TestSenders.open("1042");
    assertEquals(1, TestSenders.line(alba).turn());

    sync(Optional.of(""));
    TestSenders.open("1042");
    assertEquals(0, TestSenders.line(alba).turn());
    assertEquals(1, desk.line().turn());
    assertEquals(
        "value.unknown",
        desk.bean(Sync.class)
            .look(ADMINISTRATOR, List.of(entry(Optional.of("nessuno"))))
            .get(0)
            .faults()
            .get(0)
            .key());
  }

  private void sync(Optional<String> product) {
    assertEquals(
        List.of(),
        desk.bean(Sync.class).take(ADMINISTRATOR, List.of(entry(product))).get(0).faults());
  }

  private SnapshotEntry entry(Optional<String> product) {
    String name =
        desk.bean(Contacts.class).platformByCode(new PlatformCode("1042")).orElseThrow().name();
    return new SnapshotEntry(
        new PlatformCode("1042"),
        false,
        new PlatformDraft(name, ZoneId.of("Europe/Rome"), Language.IT, "IT", product),
        Optional.empty(),
        Optional.empty());
  }

  private MailDispatcher dispatcher() {
    MailDispatcher dispatcher = new MailDispatcher();
    dispatcher.settings = desk.bean(MailSettings.class);
    dispatcher.senders = desk.bean(SenderRows.class);
    dispatcher.keys = desk.bean(SenderKeys.class);
    dispatcher.lines = desk.instance(RelayLine.class);
    dispatcher.threads =
        (ManagedThreadFactory)
            Proxy.newProxyInstance(
                ManagedThreadFactory.class.getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (proxy, method, arguments) -> new Thread((Runnable) arguments[0]));
    return dispatcher;
  }

  private SenderId alba() {
    return TestSenders.add(TestSenders.draft("alba", "Alba Mail", ALBA, albas.getSmtp().getPort()));
  }

  private void change(SenderId id, String name, String address) {
    int version = accounts().find(ADMINISTRATOR, id).orElseThrow().version();
    accounts()
        .change(
            ADMINISTRATOR,
            id,
            version,
            TestSenders.draft("alba", name, address, albas.getSmtp().getPort()));
  }

  private SenderAccounts accounts() {
    return desk.bean(SenderAccounts.class);
  }

  private Scope agent() {
    return new Scope.Staff(
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'")),
        Set.of(Role.AGENT));
  }

  private static void drain(RelayLine line) throws Exception {
    while (line.turn() > 0) {}
  }

  private Intake receive(String from, String to) throws Exception {
    return receive(from, to, "Ancora io.");
  }

  private Intake receive(String from, String to, String words) throws Exception {
    String mail =
        "From: %s\nTo: %s\nSubject: failure notice\nMessage-ID: <%s@test.example>\n\n%s\n"
            .formatted(from, to, UUID.randomUUID(), words);
    return desk.bean(Inbox.class)
        .receive(
            "test",
            new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
            desk.clock().now());
  }

  private static byte[] bytes(MimeMessage mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.writeTo(out, new String[] {"Received", "Return-Path"});
    return Arrays.copyOf(out.toByteArray(), out.size());
  }

  private static String text(MimeMessage mail) throws Exception {
    return new String(bytes(mail), StandardCharsets.UTF_8);
  }
}
