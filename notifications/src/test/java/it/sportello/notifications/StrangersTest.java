package it.sportello.notifications;

import static it.sportello.notifications.TestMails.mail;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sender;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketView;
import it.sportello.ticketing.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders whom the registry does not know: who is told how to be in it, and who is let in. */
@Timeout(120)
class StrangersTest {
  private static final String DOMAIN = "altrove.example";

  private final TestDesk desk = TestDesk.get();
  private final StrangerAnswers answers = desk.bean(StrangerAnswers.class);
  private final Quarantine quarantine = desk.bean(Quarantine.class);
  private Scope admin;
  private Scope agent;
  private Instant received;

  @BeforeEach
  void clean() {
    TestNames.ZONE.clear();
    AgentId anna =
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'"));
    admin = new Scope.Staff(anna, Set.of(Role.ADMINISTRATOR, Role.AGENT));
    agent = new Scope.Staff(anna, Set.of(Role.AGENT));
    received = desk.clock().now().minus(Duration.ofHours(2));
    desk.run("delete from notifications.outgoing_mail where kind = 'UNKNOWN_SENDER'");
    answers.switchOn(admin);
  }

  @AfterEach
  void off() {
    answers.switchOff(admin);
  }

  @Test
  void aProvenStrangerIsToldOnceADayHowToBeRegisteredWithoutAWordOfTheMail() throws Exception {
    String from = address();
    assertEquals(Optional.of(Reason.UNKNOWN_SENDER), proven(from, "Canarino uno").quarantine());
    proven(from, "Canarino due");
    proven(from.toUpperCase(java.util.Locale.ROOT), "Canarino tre");
    assertEquals(1, told(from));

    OutboxQueue queue = desk.bean(OutboxQueue.class);
    desk.run(
        "update notifications.outgoing_mail set due_at = '-infinity' where kind = 'UNKNOWN_SENDER'");
    List<ClaimedMail> claimed = queue.claim(RelayKey.DEFAULT, 20, Duration.ofMinutes(5));
    List<ClaimedMail> ours = claimed.stream().filter(m -> m.kind() == Kind.UNKNOWN_SENDER).toList();
    String letter =
        new String(
            desk.bean(LetterDesk.class).render(ours).get(0).rendered(), StandardCharsets.UTF_8);
    queue.untouched(claimed);
    assertFalse(letter.contains("Canarino"), letter);
    assertTrue(letter.contains("Auto-Submitted: auto-"), letter);

    desk.run(
        "update notifications.outgoing_mail set created_at = created_at - interval '25 hours'"
            + " where kind = 'UNKNOWN_SENDER'");
    proven(from, "Canarino quattro");
    assertEquals(2, told(from));
  }

  @Test
  void whoProvesNothingIsNotTold() throws Exception {
    String from = address();
    receive(mail(from, "x", ""));
    TestNames.ZONE.put("_dmarc." + DOMAIN, "v=DMARC1; p=none");
    receive(mail(from, "y", ""));

    assertEquals(0, told(from));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: auto-generated\n",
        "Precedence: bulk\n",
        "Precedence: list\n",
        "List-Id: <news.altrove.example>\n",
        "Return-Path: <>\n",
        "X-Autoreply: yes\n",
      })
  void noProgramAndNoListIsTold(String more) throws Exception {
    String from = address();
    receive(TestNames.signed(DOMAIN, mail(from, "x", more)));

    assertEquals(0, told(from));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noreply",
        "no-reply+7",
        "do-not-reply",
        "bounces-12",
        "postmaster",
        "owner-news",
        "news-request",
        "MAILER-DAEMON"
      })
  void anAddressThatNobodyReadsIsNotTold(String local) throws Exception {
    String from = local + "@" + DOMAIN;
    proven(from, "x");

    assertEquals(0, told(from));
  }

  @Test
  void aMailThatNamesUsNowhereThatIsOldOrWhoseAddressIsBadIsNotAnswered() throws Exception {
    String hidden = address();
    receive(
        TestNames.signed(
            DOMAIN, mail(hidden, "x", "").replace("To: support@desk.example", "To: a@b.example")));
    assertEquals(0, told(hidden));

    String bad = address();
    desk.run(
        "insert into notifications.bad_address (address_key, since, status, detail) values ('"
            + bad
            + "', now(), '5.1.1', '')");
    proven(bad, "x");
    assertEquals(0, told(bad));

    String old = address();
    received = desk.clock().now().minus(Duration.ofDays(3));
    proven(old, "x");
    assertEquals(0, told(old));
  }

  @Test
  void nobodyIsToldUntilAnAdministratorWantsItAndReadingAgainTellsNobody() throws Exception {
    answers.switchOff(admin);
    String from = address();
    Intake held = proven(from, "x");
    assertEquals(0, told(from));

    assertThrows(NotPermitted.class, () -> answers.switchOn(agent));
    answers.switchOn(admin);
    assertTrue(answers.isOn());
    assertEquals(
        Optional.of(Reason.UNKNOWN_SENDER),
        quarantine.readAgain(agent, held.id()).orElseThrow().quarantine());
    assertEquals(0, told(from));
  }

  @Test
  void releasedAndRegisteredInOneStepTheSenderIsThePersonAndTheTicketDatesFromItsReceipt()
      throws Exception {
    String from = address();
    Intake held = proven(from, "Prima");

    Intake released =
        quarantine
            .releaseAndRegister(admin, held.id(), aurora(), newcomer("Carla Nuova", ""))
            .orElseThrow();

    TicketView ticket = view(released.ticket().orElseThrow());
    assertEquals(received, ticket.received());
    assertTrue(ticket.requester().isPresent());
    assertTrue(sender(from) instanceof Sender.Registered);
    assertTrue(proven(from, "Seconda").ticket().isPresent());
    assertEquals(
        1,
        desk.number(
            "select count(*) from contacts.audit where action = 'contact.add' and subject like '%"
                + "contact:"
                + ticket.requester().get().value()
                + "'"));
  }

  @Test
  void theAddressCanBeOneMoreOfSomebodyWhoIsThere() throws Exception {
    String from = address();
    Intake held = proven(from, "Prima");

    Newcomer known = newcomer("", "titolare@pasticceria-aurora.example");
    assertTrue(quarantine.releaseAndRegister(admin, held.id(), aurora(), known).isPresent());

    assertEquals(sender("titolare@pasticceria-aurora.example"), sender(from));
    desk.run("delete from contacts.contact_address where address_key = '" + from + "'");
  }

  @Test
  void whatIsReleasedWithoutRegisteringTeachesNothing() throws Exception {
    String from = address();
    Intake held = proven(from, "Prima");

    assertTrue(
        quarantine.releaseFor(agent, held.id(), aurora()).orElseThrow().ticket().isPresent());

    assertEquals(new Sender.Unknown(), sender(from));
    assertEquals(Optional.of(Reason.UNKNOWN_SENDER), proven(from, "Seconda").quarantine());
  }

  @Test
  void whatCannotBeRegisteredStaysInTheQuarantineWhole() throws Exception {
    String from = address();
    Intake held = proven(from, "Prima");

    assertThrows(
        NotPermitted.class,
        () -> quarantine.releaseAndRegister(agent, held.id(), aurora(), newcomer("Carla", "")));
    assertThrows(
        InvalidEntry.class,
        () -> quarantine.releaseAndRegister(admin, held.id(), aurora(), newcomer("", "")));
    assertThrows(
        InvalidEntry.class,
        () ->
            quarantine.releaseAndRegister(
                admin, held.id(), aurora(), newcomer("", "titolare@libreria-minerva.example")));
    TestNames.ZONE.put("_dmarc." + DOMAIN, "v=DMARC1; p=reject");
    Intake forged = receive(mail(from, "Falsa", ""));
    assertThrows(
        InvalidValue.class,
        () -> quarantine.releaseAndRegister(admin, forged.id(), aurora(), newcomer("Carla", "")));

    assertEquals(new Sender.Unknown(), sender(from));
    assertEquals(
        2,
        desk.number(
            "select count(*) from notifications.incoming_mail where state = 'QUARANTINE'"
                + " and lower(from_address) = '"
                + from
                + "'"));
  }

  @Test
  void everyKindOfMailHasItsPlaceInTheTable() {
    for (Kind kind : Kind.values()) {
      assertTrue(
          desk.text(
                  "select pg_get_constraintdef(oid) from pg_constraint where conname ="
                      + " 'outgoing_mail_kind'")
              .contains("'" + kind + "'"),
          kind.name());
    }
  }

  private static Newcomer newcomer(String name, String person) {
    return new Newcomer(
        name,
        ContactKind.CAMPAIGN_MANAGER,
        person.isEmpty() ? Optional.empty() : Optional.of(new EmailAddress(person)));
  }

  private it.sportello.contacts.PlatformId aurora() {
    return desk.platform("1042");
  }

  private Sender sender(String address) {
    return desk.bean(Contacts.class).sender(new EmailAddress(address));
  }

  private TicketView view(TicketId ticket) {
    return desk.bean(Tickets.class).view(new Scope.Desk(), ticket);
  }

  private long told(String address) {
    return desk.number(
        "select count(*) from notifications.outgoing_mail where kind = 'UNKNOWN_SENDER' and"
            + " lower(recipient) = lower('"
            + address
            + "')");
  }

  private static String address() {
    return "chi-" + UUID.randomUUID() + "@" + DOMAIN;
  }

  private Intake proven(String from, String subject) throws Exception {
    return receive(TestNames.signed(DOMAIN, mail(from, subject, "")));
  }

  private Intake receive(String mail) throws Exception {
    return TestMails.receive(desk, "test", mail, received);
  }
}
