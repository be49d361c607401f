package it.sportello.notifications;

import static it.sportello.notifications.TestMails.mail;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.notifications.MailWorld.Firm;
import it.sportello.notifications.MailWorld.Manners;
import it.sportello.ticketing.Answer;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R19: whatever comes in, and however much of it, nobody is written to again and again. */
@Timeout(1_200)
class StormTest {
  private static final int MAILS = Integer.getInteger("storm.mails", 300);

  /** Mails an address. */
  private static final int EACH = 50;

  private static final int ADDRESSES = Math.max(2, MAILS / EACH);
  private static final String CUSTOMERS = "pasticceria-aurora.example";
  private static final String STRANGERS = "altrove.example";

  private final TestDesk desk = TestDesk.get();

  @FunctionalInterface
  private interface Storm {
    String mail(int number) throws Exception;
  }

  @BeforeEach
  @AfterEach
  void clean() {
    TestNames.ZONE.clear();
    desk.run("delete from notifications.outgoing_mail");
    desk.run("delete from notifications.incoming_mail");
    desk.run("delete from notifications.bad_address");
  }

  @Test
  void mailsThatFailAuthenticationGetNoAnswer() throws Exception {
    TestNames.ZONE.put("_dmarc." + CUSTOMERS, "v=DMARC1; p=reject");
    TestNames.ZONE.put("_dmarc.libreria-minerva.example", "v=DMARC1; p=quarantine");
    TestNames.ZONE.put("_dmarc." + STRANGERS, "v=DMARC1; p=reject");
    answerStrangers();

    List<Intake> intakes = storm(StormTest::forged);

    assertEquals(
        MAILS, intakes.stream().filter(i -> i.quarantine().equals(held(Reason.FORGED))).count());
    assertEquals(0, desk.number("select count(*) from notifications.outgoing_mail"));
  }

  @Test
  void ofUnprovenMailsEachRegisteredAddressHasOneAcknowledgementADay() throws Exception {
    List<Intake> intakes = storm(i -> mail(customer(i), "N. " + i, ""));

    assertEquals(MAILS, intakes.stream().filter(i -> i.ticket().isPresent()).count());
    assertEquals(1, mostAnswersToOne());
    assertEquals(ADDRESSES, answers());

    later(23);
    for (int i = 0; i < ADDRESSES; i++) {
      receive(mail(customer(i), "Ancora", ""));
    }
    assertEquals(ADDRESSES, answers());

    later(2);
    for (int i = 0; i < ADDRESSES; i++) {
      receive(mail(customer(i), "Il giorno dopo", ""));
    }
    assertEquals(2L * ADDRESSES, answers());
  }

  @Test
  void aProvenStrangerIsAnsweredOnceADayOthersNeverAndNoWordComesBack() throws Exception {
    answerStrangers();

    List<Intake> intakes =
        storm(
            i -> {
              String mail = mail("chi-" + i % ADDRESSES + "@" + STRANGERS, "Canarino " + i, "");
              return isProven(i) ? TestNames.signed(STRANGERS, mail) : mail;
            });

    assertEquals(
        MAILS,
        intakes.stream().filter(i -> i.quarantine().equals(held(Reason.UNKNOWN_SENDER))).count());
    assertEquals(1, mostAnswersToOne());
    assertEquals(ADDRESSES / 2 + ADDRESSES % 2, answers());
    assertEquals(
        0,
        desk.number(
            "select count(*) from notifications.outgoing_mail"
                + " where substring(recipient from 'chi-(\\d+)@')::int % 2 = 1"));
    int letters = 0;
    for (String letter : letters()) {
      assertFalse(letter.replace("=\r\n", "").contains("Canarino"), letter);
      letters++;
    }
    assertEquals(answers(), letters);
  }

  /** Agents do what they do; an hour passes; the last half of it is silent. */
  @Test
  void twoDesksAProgramThatAnswersAndAnAddressThatBouncesFallSilent() throws Exception {
    try (TestDesk second =
            TestDesk.another(
                "fornitore",
                Map.of(
                    "sportello.mail.address", "aiuto@fornitore.example",
                    "sportello.url", "https://fornitore.example"));
        MailWorld world =
            new MailWorld(
                Firm.of(desk, "support@desk.example"),
                Firm.of(second, "aiuto@fornitore.example"))) {
      for (Manners manners : Manners.values()) {
        hour(world, manners);
      }
    }
  }

  private static void hour(MailWorld world, Manners manners) throws Exception {
    world.begin(manners);
    for (Firm firm : world.firms()) {
      world.send(MailWorld.AWAY, firm.address(), "Non parte");
      world.send(MailWorld.BOUNCING, firm.address(), "Nemmeno qui");
    }
    world.send("aiuto@fornitore.example", "support@desk.example", "Dal fornitore");

    int late = 0;
    for (int minute = 5; minute <= 60; minute += 5) {
      int carried = world.pass(Duration.ofMinutes(5));
      late += minute > 30 ? carried : 0;
      for (Firm firm : world.firms()) {
        act(firm, minute);
      }
    }

    long answers = 0;
    for (Firm firm : world.firms()) {
      String name = manners + " " + firm.address();
      assertTrue(most(firm, "'RECEIVED', 'REOPENED', 'UNKNOWN_SENDER'") <= 1, name);
      assertTrue(most(firm, "'TAKEN_IN_CHARGE', 'RESOLVED'") <= Outbox.NOTICES_A_DAY, name);
      assertEquals(0, waiting(firm), name);
      answers += answers(firm.desk(), "'RECEIVED', 'REOPENED', 'UNKNOWN_SENDER'");
    }
    assertTrue(answers >= 4, manners + ": nothing was answered");
    assertTrue(answers <= 10, manners + ": " + answers + " answers");
    assertEquals(0, late, manners + ": mails in the second half hour");
  }

  private static void act(Firm firm, int minute) {
    Tickets tickets = firm.desk().bean(Tickets.class);
    if (minute > 15) {
      return;
    }
    for (TicketId ticket : firm.tickets()) {
      switch (minute) {
        case 5 -> tickets.takeInCharge(firm.agent(), ticket);
        case 10 -> tickets.reply(firm.agent(), ticket, reply());
        default -> tickets.resolve(firm.agent(), ticket);
      }
    }
  }

  private static Answer reply() {
    return new Answer(
        new Origin("page", UUID.randomUUID().toString(), "f"), "Provi di nuovo.", List.of());
  }

  /** To one address and about one ticket. */
  private static long most(Firm firm, String kinds) {
    return firm.desk()
        .number(
            """
            select coalesce(max(told), 0) from (
              select count(*) told from notifications.outgoing_mail
              where kind in (%s) and state <> 'WITHHELD' group by lower(recipient), ticket) each
            """
                .formatted(kinds));
  }

  private static long waiting(Firm firm) {
    return firm.desk()
        .number(
            "select count(*) from notifications.outgoing_mail"
                + " where state in ('QUEUED', 'SENDING')");
  }

  private static long answers(TestDesk at, String kinds) {
    return at.number(
        "select count(*) from notifications.outgoing_mail where state <> 'WITHHELD' and kind in ("
            + kinds
            + ")");
  }

  private static String forged(int i) throws Exception {
    String from =
        switch (i % 3) {
          case 0 -> "titolare@" + CUSTOMERS;
          case 1 -> "chiunque@libreria-minerva.example";
          default -> "chi-" + i + "@" + STRANGERS;
        };
    String domain = from.substring(from.indexOf('@') + 1);
    return switch (i % 4) {
      case 0 -> mail(from, "Nuda " + i, "");
      case 1 -> TestNames.signed("malevolo.example", mail(from, "Di altri " + i, ""));
      case 2 ->
          TestNames.signed(domain, mail(from, "Mutata " + i, "")).replace("Mutata", "Alterata");
      default ->
          mail(
              from,
              "Vantata " + i,
              "Authentication-Results: mx." + domain + "; dkim=pass header.d=" + domain + "\n");
    };
  }

  private List<Intake> storm(Storm storm) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Intake>> mails = new ArrayList<>();
      for (int i = 0; i < MAILS; i++) {
        int number = i;
        mails.add(() -> receive(storm.mail(number)));
      }
      List<Intake> intakes = new ArrayList<>();
      for (Future<Intake> each : senders.invokeAll(mails)) {
        intakes.add(each.get());
      }
      return intakes;
    } finally {
      senders.shutdownNow();
    }
  }

  private Intake receive(String mail) throws Exception {
    return TestMails.receive(desk, "storm", mail, desk.clock().now().minus(Duration.ofHours(1)));
  }

  /** As they leave. */
  private List<String> letters() {
    OutboxQueue queue = desk.bean(OutboxQueue.class);
    List<String> letters = new ArrayList<>();
    List<ClaimedMail> claimed = queue.claim(RelayKey.DEFAULT, 50, Duration.ofMinutes(5));
    while (!claimed.isEmpty()) {
      for (ClaimedMail mail : desk.bean(LetterDesk.class).render(claimed)) {
        letters.add(new String(mail.rendered(), StandardCharsets.UTF_8));
        queue.sent(mail);
      }
      claimed = queue.claim(RelayKey.DEFAULT, 50, Duration.ofMinutes(5));
    }
    return letters;
  }

  private void answerStrangers() {
    AgentId anna =
        new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'"));
    desk.bean(StrangerAnswers.class)
        .switchOn(new Scope.Staff(anna, Set.of(Role.ADMINISTRATOR, Role.AGENT)));
  }

  @AfterEach
  void answerNoStranger() {
    desk.run("update notifications.stranger_answers set enabled = false");
  }

  private void later(int hours) {
    desk.run(
        "update notifications.outgoing_mail set created_at = created_at - interval '%d hours'"
            .formatted(hours));
  }

  private long answers() {
    return answers(desk, "'RECEIVED', 'REOPENED', 'UNKNOWN_SENDER'");
  }

  private long mostAnswersToOne() {
    return desk.number(
        """
        select max(told) from (
          select count(*) told from notifications.outgoing_mail
          where state <> 'WITHHELD' group by lower(recipient)) each
        """);
  }

  private static String customer(int i) {
    return "chi-" + i % ADDRESSES + "@" + CUSTOMERS;
  }

  private static boolean isProven(int i) {
    return i % ADDRESSES % 2 == 0;
  }

  private static Optional<Reason> held(Reason reason) {
    return Optional.of(reason);
  }
}
