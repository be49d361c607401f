package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators may enter of a sender, and what nobody sees again. */
@Timeout(120)
class SenderAccountsTest {
  private static final String ALBA = "aiuto@alba.example";

  private final TestDesk desk = TestDesk.get();
  private final SenderAccounts accounts = desk.bean(SenderAccounts.class);
  private final SenderTrial trial = new SenderTrial();
  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    TestSenders.begin();
    relay.start();
    relay.setUser(ALBA, "alba", TestSenders.SECRET);
    trial.accounts = accounts;
    trial.tokens = desk.bean(AccessTokens.class);
    trial.patience = Duration.ofMillis(800);
  }

  @AfterEach
  void stop() {
    relay.stop();
    TestSenders.forgetAll();
  }

  @Test
  void aSecretIsSealedInItsOwnRowAndSaidNowhere() {
    SenderId first = TestSenders.add(signingIn("alba", ALBA));
    SenderId second = TestSenders.add(signingIn("brezza", "qui@brezza.example"));
    SenderKeys keys = desk.bean(SenderKeys.class);

    assertEquals(TestSenders.SECRET, keys.key(first.value()).orElseThrow().server().secret());
    assertFalse(
        desk.text("select string_agg(s::text, ' ') from notifications.sender s")
            .contains("canarino"));
    assertFalse(keys.key(first.value()).orElseThrow().toString().contains("canarino"));
    assertFalse(keys.key(first.value()).orElseThrow().server().toString().contains("canarino"));
    assertFalse(signingIn("alba", ALBA).toString().contains("canarino"));
    assertFalse(accounts.all(ADMINISTRATOR).toString().contains("canarino"));
    desk.run(
        "update notifications.sender set secret = (select secret from notifications.sender"
            + " where id = "
            + first
            + ") where id = "
            + second);
    assertThrows(RuntimeException.class, () -> keys.key(second.value()));
  }

  @Test
  void aSecretHasToBeTypedAgainWhereItWouldGoToSomebodyElse() {
    SenderId id = TestSenders.add(signingIn("alba", ALBA));
    int port = port();

    assertEquals("mailbox.secret.again", refused(id, draft("altrove.example", port, "alba", "")));
    assertEquals("mailbox.secret.again", refused(id, draft("127.0.0.1", port + 1, "alba", "")));
    assertEquals("mailbox.secret.again", refused(id, draft("127.0.0.1", port, "altri", "")));
    assertEquals(
        "mailbox.secret.again",
        assertThrows(
                InvalidEntry.class,
                () ->
                    trial.of(ADMINISTRATOR, Optional.of(id), draft("evil.example", 25, "alba", "")))
            .faults()
            .get(0)
            .key());
    accounts.change(ADMINISTRATOR, id, 1, draft("127.0.0.1", port, "alba", ""));
    assertEquals(
        TestSenders.SECRET,
        desk.bean(SenderKeys.class).key(id.value()).orElseThrow().server().secret());
  }

  @Test
  void aRelayThatAsksNobodyKeepsNoSecret() {
    SenderId id = TestSenders.add(signingIn("alba", ALBA));

    accounts.change(ADMINISTRATOR, id, 1, draft("127.0.0.1", port(), "", ""));

    assertEquals("", desk.bean(SenderKeys.class).key(id.value()).orElseThrow().server().secret());
  }

  @Test
  void whoSawAnOlderVersionChangesNothing() {
    SenderId id = TestSenders.add(signingIn("alba", ALBA));
    accounts.switchOff(ADMINISTRATOR, id);

    assertThrows(
        SenderChanged.class,
        () -> accounts.change(ADMINISTRATOR, id, 1, draft("127.0.0.1", port(), "alba", "")));
  }

  @Test
  void aProductHasOneSenderAndAnAddressOneProduct() {
    TestSenders.add(signingIn("alba", ALBA));

    assertEquals("sender.product.taken", refused(signingIn("alba", "altro@alba.example")));
    assertEquals("sender.address.taken", refused(signingIn("brezza", "AIUTO@alba.example")));
    assertEquals("sender.address.taken", refused(signingIn("brezza", "support@desk.example")));
    assertEquals("value.unknown", refused(signingIn("nessuno", "x@alba.example")));
    assertEquals(
        "sender.address.persons",
        refused(signingIn("brezza", "titolare@libreria-minerva.example")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Alba\r\nBcc: vittima@x.example",
        "Alba\nX: y",
        "Alba\u0000",
        "Alba\u0085Bcc: x",
        "Alba\u2028Bcc: x",
        "Alba\u202egnp.exe",
        "Alba\u200b",
        ""
      })
  void aNameCannotCarryAHeader(String name) {
    InvalidEntry refused =
        assertThrows(
            InvalidEntry.class,
            () -> TestSenders.add(TestSenders.draft("alba", name, ALBA, port())));

    assertEquals("/name", refused.faults().get(0).pointer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aiuto@alba.example\r\nBcc: x@y.example",
        "aiuto@alba.example>, <x@y.example",
        "aiuto@alba.example,x@y.example",
        "\"a b\"@alba.example",
        "aiuto",
        "aiutò@alba.example",
        "una.parte.locale.lunga.piu.di.trenta@alba.example"
      })
  void anAddressIsOneAddress(String address) {
    InvalidEntry refused =
        assertThrows(
            InvalidEntry.class,
            () -> TestSenders.add(TestSenders.draft("alba", "Alba", address, port())));

    assertEquals("/address", refused.faults().get(0).pointer());
  }

  @Test
  void aNameOfAnyOtherCharactersIsOneHeader() throws Exception {
    SenderId id =
        TestSenders.add(
            TestSenders.draft("alba", "Caffè \"Alba\" <x@y.example>, =?UTF-8?Q?x?=", ALBA, port()));
    TestSenders.open("1042");

    TestSenders.line(id).turn();

    MimeMessage mail = relay.getReceivedMessages()[0];
    assertEquals(1, mail.getFrom().length);
    assertEquals(ALBA, ((jakarta.mail.internet.InternetAddress) mail.getFrom()[0]).getAddress());
    assertEquals(1, mail.getHeader("From").length);
    assertEquals(null, mail.getHeader("Bcc"));
  }

  @Test
  void auditorsLookAndOnlyAdministratorsAct() {
    SenderId id = TestSenders.add(signingIn("alba", ALBA));
    Scope agent = new Scope.Staff(new AgentId(1), Set.of(Role.AGENT));
    Scope auditor = new Scope.Auditor(new AgentId(1));

    assertEquals(1, accounts.all(auditor).size());
    assertThrows(NotPermitted.class, () -> accounts.all(agent));
    assertThrows(NotPermitted.class, () -> accounts.add(auditor, signingIn("brezza", ALBA)));
    assertThrows(NotPermitted.class, () -> accounts.switchOff(auditor, id));
    assertThrows(
        NotPermitted.class, () -> trial.of(auditor, Optional.of(id), signingIn("alba", ALBA)));
  }

  @Test
  void everyActIsInTheTrail() {
    long before = desk.number("select coalesce(max(id), 0) from contacts.audit");
    SenderId id = TestSenders.add(signingIn("alba", ALBA));
    accounts.change(ADMINISTRATOR, id, 1, draft("127.0.0.1", port(), "alba", ""));
    accounts.switchOff(ADMINISTRATOR, id);
    accounts.switchOff(ADMINISTRATOR, id);
    accounts.switchOn(ADMINISTRATOR, id);
    trial.of(ADMINISTRATOR, Optional.of(id), draft("127.0.0.1", port(), "alba", ""));

    assertEquals(
        "sender.add sender.change sender.off sender.on sender.try",
        desk.text(
            "select string_agg(action, ' ' order by id) from contacts.audit where id > "
                + before
                + " and subject = 'sender:"
                + id
                + "'"));
  }

  @Test
  void aTestMailComesTheWayTheCustomersMailsDo() throws Exception {
    desk.run("update contacts.staff set email = 'anna@desk.example' where login = 'anna.conti'");
    AgentId anna =
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'"));
    SenderId id = TestSenders.add(signingIn("alba", ALBA));

    accounts.tryOut(
        new Caller.Staff(anna, "Anna", Language.IT, Set.of(Role.ADMINISTRATOR)), ADMINISTRATOR, id);
    TestSenders.line(id).turn();

    MimeMessage mail = relay.getReceivedMessages()[0];
    assertEquals("\"Marca\" <" + ALBA + ">", mail.getHeader("From", null));
    assertEquals("anna@desk.example", mail.getAllRecipients()[0].toString());
    desk.run("update contacts.staff set email = '' where login = 'anna.conti'");
  }

  @Test
  void whatLetsUsInHasNoTroubleAndNothingIsSent() {
    assertEquals(Optional.empty(), of(signingIn("alba", ALBA)));
    SenderId id = TestSenders.add(signingIn("alba", ALBA));
    assertEquals(
        Optional.empty(),
        trial.of(ADMINISTRATOR, Optional.of(id), draft("127.0.0.1", port(), "alba", "")));
    assertEquals(0, relay.getReceivedMessages().length);
  }

  @Test
  void theTroublesOfARelayAreToldApart() throws Exception {
    assertEquals(
        Optional.of(ServerTrouble.PASSWORD), of(draft("127.0.0.1", port(), "alba", "sbagliata")));
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertEquals(Optional.of(ServerTrouble.REFUSED), of(draft("127.0.0.1", closed, "", "")));
    assertEquals(Optional.of(ServerTrouble.UNKNOWN_HOST), of(draft("no.invalid", 25, "", "")));
    assertEquals(
        Optional.of(ServerTrouble.NO_STARTTLS),
        of(protectedBy(Mailbox.Encryption.STARTTLS, port())));
    assertEquals(Optional.of(ServerTrouble.TLS), of(protectedBy(Mailbox.Encryption.TLS, port())));
    try (TestSenders.BlackHole silent = new TestSenders.BlackHole()) {
      assertEquals(
          Optional.of(ServerTrouble.TIMEOUT), of(draft("127.0.0.1", silent.port(), "", "")));
    }
    GreenMail imap = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    imap.start();
    try {
      assertEquals(
          Optional.of(ServerTrouble.NOT_SMTP),
          of(draft("127.0.0.1", imap.getImap().getPort(), "", "")));
    } finally {
      imap.stop();
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    GreenMail tls = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    tls.start();
    try {
      assertEquals(
          Optional.of(ServerTrouble.CERTIFICATE),
          of(protectedBy(Mailbox.Encryption.TLS, tls.getSmtps().getPort())));
    } finally {
      tls.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1", "::", "::ffff:169.254.1.1"})
  void noRelayLivesWhereOnlyTheMachinesOfACloudAnswer(String host) throws Exception {
    assertEquals(Optional.of(ServerTrouble.FORBIDDEN_ADDRESS), of(draft(host, 80, "", "")));
    SenderId id = TestSenders.add(draft(host, 80, "", ""));
    TestSenders.open("1042");

    Exception refused = assertThrows(Exception.class, () -> TestSenders.line(id).turn());

    assertEquals(ServerTrouble.FORBIDDEN_ADDRESS, ServerTrouble.of(refused));
  }

  private static SenderDraft protectedBy(Mailbox.Encryption encryption, int port) {
    return new SenderDraft(
        "alba",
        "Marca",
        ALBA,
        "",
        "127.0.0.1",
        port,
        encryption,
        "",
        Mailbox.SignIn.PASSWORD,
        "",
        "",
        "",
        0,
        "",
        "");
  }

  private Optional<ServerTrouble> of(SenderDraft draft) {
    return trial.of(ADMINISTRATOR, Optional.empty(), draft);
  }

  private int port() {
    return relay.getSmtp().getPort();
  }

  private SenderDraft signingIn(String product, String address) {
    return TestSenders.signingIn(product, address, port(), "alba");
  }

  private static SenderDraft draft(String host, int port, String login, String secret) {
    return TestSenders.signingIn("alba", ALBA, host, port, login, secret);
  }

  private String refused(SenderId id, SenderDraft draft) {
    int version = accounts.find(ADMINISTRATOR, id).orElseThrow().version();
    return assertThrows(
            InvalidEntry.class, () -> accounts.change(ADMINISTRATOR, id, version, draft))
        .faults()
        .get(0)
        .key();
  }

  private static String refused(SenderDraft draft) {
    return assertThrows(InvalidEntry.class, () -> TestSenders.add(draft)).faults().get(0).key();
  }
}
