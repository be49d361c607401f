package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.Counter;
import it.sportello.notifications.Templates.Subject;
import it.sportello.notifications.Templates.Version;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Shipped;
import it.sportello.notifications.words.Wording;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Reference;
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

/** Words that administrators change, and mails that go out whatever the words are. */
@Timeout(120)
class TemplatesTest {
  private static final Subject RECEIVED = new Subject(Kind.RECEIVED, Language.IT);

  private final TestDesk desk = TestDesk.get();
  private final Templates templates = desk.bean(Templates.class);
  private final AgentId id =
      new AgentId(desk.number("select id from contacts.staff where login = 'anna.conti'"));
  private final Caller.Staff admin =
      new Caller.Staff(id, "Anna Conti", Language.IT, Set.of(Role.ADMINISTRATOR));
  private final Scope scope = new Scope.Staff(id, Set.of(Role.ADMINISTRATOR));

  @BeforeEach
  @AfterEach
  void clean() {
    desk.run("delete from notifications.outgoing_mail");
    desk.run("truncate notifications.template_version cascade");
  }

  @Test
  void newWordsAreUsedFromThenOnAndMadeMailsKeepTheirs() {
    String before = made(open());
    templates.save(admin, RECEIVED, words("Ciao {{number}}", "Eccoci, {{desk}}."), 0);
    String after = made(open());

    assertTrue(before.contains("<title>Segnalazione 1"), before);
    assertTrue(after.contains("Subject: Ciao 1"), after);
    assertTrue(after.contains("Eccoci, Sportello."), after);
    assertEquals(
        before,
        desk.text(
            "select convert_from(rendered, 'UTF8') from notifications.outgoing_mail order by id"));
  }

  @Test
  void wordsThatBreakAreSeenAndTheShippedOnesGoOut() {
    desk.run(
        """
        insert into notifications.template_version (kind, language, shipped, subject, preheader,
          headline, words, button, footer, author, made_at)
        values ('RECEIVED', 'IT', false, 'x {{gone}}', '', 'h', '{{#open}}', 'b', '', 1, now())
        """);

    String mail = made(open());

    assertTrue(mail.contains("<title>Segnalazione 1"), mail);
    Version broken = templates.inForce(scope).get(RECEIVED);
    assertTrue(broken.trouble().isPresent());
    templates.save(admin, RECEIVED, words("Ciao {{number}}", "x"), broken.id());
    assertTrue(templates.inForce(scope).get(RECEIVED).trouble().isEmpty());
  }

  @Test
  void theHistoryKeepsEveryVersionAndLeadsBackToTheShippedWords() {
    long line = desk.number("select coalesce(max(id), 0) from contacts.audit");
    templates.save(admin, RECEIVED, words("Uno {{number}}", "x"), 0);
    long first = templates.inForce(scope).get(RECEIVED).id();
    templates.save(admin, RECEIVED, words("Due {{number}}", "x"), first);
    long second = templates.inForce(scope).get(RECEIVED).id();
    templates.reset(admin, RECEIVED, second);

    List<Version> history = templates.history(scope, RECEIVED);

    assertEquals(3, history.size());
    assertEquals(Optional.empty(), history.get(0).wording());
    assertEquals("Due {{number}}", history.get(1).wording().orElseThrow().subject());
    assertEquals(id, history.get(2).author());
    assertTrue(made(open()).contains("<title>Segnalazione 1"));
    assertEquals(
        3,
        desk.number(
            "select count(*) from contacts.audit where subject = 'template:RECEIVED.IT'"
                + " and action in ('template.change', 'template.reset') and id > "
                + line));
    for (String change :
        List.of(
            "update notifications.template_version set words = ''",
            "delete from notifications.template_version")) {
      assertThrows(IllegalStateException.class, () -> desk.run(change), change);
    }
  }

  @Test
  void whoIsSecondIsToldAndOverwritesNothing() {
    templates.save(admin, RECEIVED, words("Uno {{number}}", "x"), 0);

    InvalidEntry late =
        assertThrows(
            InvalidEntry.class,
            () -> templates.save(admin, RECEIVED, words("Due {{number}}", "x"), 0));

    assertEquals("template.changed", late.faults().get(0).key());
    assertEquals(1, templates.history(scope, RECEIVED).size());
  }

  @Test
  void aTrialGoesToTheOneWhoAsksAndSaysWhatItWouldSay() {
    assertEquals(
        "template.no_address",
        assertThrows(
                InvalidEntry.class,
                () -> templates.tryOut(admin, RECEIVED, words("Prova {{number}}", "x")))
            .faults()
            .get(0)
            .key());
    desk.run("update contacts.staff set email = 'anna@desk.example' where login = 'anna.conti'");
    for (Kind kind : Kind.values()) {
      templates.tryOut(admin, new Subject(kind, Language.EN), Shipped.of(kind, Language.EN));
    }
    templates.tryOut(admin, RECEIVED, words("Prova {{number}}", "x"));
    desk.run("update contacts.staff set email = '' where login = 'anna.conti'");

    List<ClaimedMail> claimed = claim();
    assertEquals(Kind.values().length + 1, claimed.size());
    String last = text(claimed.get(claimed.size() - 1));
    assertTrue(last.contains("Subject: Prova 10042"), last);
    assertTrue(last.contains("To: anna@desk.example"), last);
    assertTrue(last.contains("Auto-Submitted: auto-generated"), last);
  }

  @Test
  void onlyAdministratorsKeepThem() {
    Caller.Staff agent = new Caller.Staff(id, "Anna Conti", Language.IT, Set.of(Role.AGENT));
    Scope mere = new Scope.Staff(id, Set.of(Role.AGENT, Role.SUPERVISOR));
    Wording words = words("{{number}}", "x");

    assertThrows(NotAllowed.class, () -> templates.save(agent, RECEIVED, words, 0));
    assertThrows(NotAllowed.class, () -> templates.reset(agent, RECEIVED, 0));
    assertThrows(NotAllowed.class, () -> templates.tryOut(agent, RECEIVED, words));
    assertThrows(NotAllowed.class, () -> templates.preview(mere, RECEIVED, words));
    assertThrows(NotAllowed.class, () -> templates.inForce(mere));
    assertThrows(NotAllowed.class, () -> templates.history(mere, RECEIVED));
    assertFalse(templates.preview(scope, RECEIVED, words).text().isBlank(), "an administrator may");
  }

  private static Wording words(String subject, String text) {
    return new Wording(subject, "", "Titolo", text, "Apri", "");
  }

  private long open() {
    Instant now = desk.clock().now();
    return desk.bean(Counter.class)
        .open(
            new NewTicket(
                new Origin("test", UUID.randomUUID().toString(), "f"),
                Channel.FORM,
                desk.platform("1042"),
                Optional.empty(),
                new EmailAddress("titolare@pasticceria-aurora.example"),
                Language.IT,
                "Non parte",
                "Premo Invia e non succede nulla.",
                "",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of()))
        .ticket()
        .value();
  }

  private String made(long ticket) {
    return claim().stream()
        .filter(mail -> mail.ticket().orElseThrow().value() == ticket)
        .map(TemplatesTest::text)
        .findFirst()
        .orElseThrow();
  }

  private List<ClaimedMail> claim() {
    return desk.bean(LetterDesk.class)
        .render(desk.bean(OutboxQueue.class).claim(RelayKey.DEFAULT, 50, Duration.ofMinutes(5)));
  }

  private static String text(ClaimedMail mail) {
    return new String(mail.rendered(), StandardCharsets.US_ASCII);
  }
}
