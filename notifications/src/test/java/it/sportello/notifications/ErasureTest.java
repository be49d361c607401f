package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactList;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.PeopleBook;
import it.sportello.contacts.PersonBook;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.ProviderSignIns;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sender;
import it.sportello.contacts.SignInLinks;
import it.sportello.contacts.UnknownContact;
import it.sportello.contacts.Visit;
import it.sportello.entitlements.Counter;
import it.sportello.ticketing.Answer;
import it.sportello.ticketing.Attachments;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Impact;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Origin;
import it.sportello.ticketing.Queue;
import it.sportello.ticketing.Reference;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import it.sportello.ticketing.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People who become one, and people who are forgotten. */
@Timeout(180)
class ErasureTest {
  private static final Scope ADMIN =
      new Scope.Staff(new AgentId(1), Set.of(Role.ADMINISTRATOR, Role.AGENT));

  private final TestDesk desk = TestDesk.get();
  private final PeopleBook people = desk.bean(PeopleBook.class);
  private final PersonBook persons = desk.bean(PersonBook.class);
  private final Contacts contacts = desk.bean(Contacts.class);
  private final String run = "q" + UUID.randomUUID().toString().substring(0, 8) + "q";

  private PlatformId platform;
  private ContactId keeper;

  @BeforeEach
  void aPlatform() {
    platform =
        contacts
            .platformByCode(
                desk.bean(PlatformBook.class)
                    .register(
                        ADMIN,
                        Optional.empty(),
                        new PlatformDraft("Forno", ZoneId.of("Europe/Rome"), Language.IT, "IT")))
            .orElseThrow()
            .id();
    keeper = people.add(ADMIN, platform, person("Custode", "custode" + run));
  }

  /** A word that is found nowhere else. */
  private String canary(int n) {
    return "canary" + (char) ('a' + n) + run;
  }

  @Test
  void nothingOfAForgottenPersonIsFoundInADumpOrInTheFiles() throws Exception {
    ContactId victim =
        people.add(
            ADMIN,
            platform,
            new ContactDraft(
                canary(0) + " (\\d+) " + canary(1),
                Language.IT,
                Set.of(ContactKind.ADMINISTRATIVE),
                List.of(address(canary(2)), address(canary(3))),
                List.of(new PhoneNumber("+390255501042"))));
    desk.run(
        "insert into contacts.product values ('"
            + run
            + "', 'Prova', '', '{}', '[]');"
            + "insert into contacts.form_session values ('\\x00"
            + UUID.randomUUID().toString().replace("-", "")
            + "', '"
            + run
            + "', "
            + victim.value()
            + ", "
            + platform.value()
            + ", '"
            + canary(4)
            + "', '2200-01-01') ");
    desk.bean(SignInLinks.class)
        .request(address(canary(2)), SignInLinks.browser(""), new Visit("192.0.2.7", "Prova", ""));
    desk.run(
        "with line as (insert into contacts.audit (at, actor, action, subject, source) values (now(),"
            + " 'contact:%1$d', 'session.open', 'contact:%1$d', '\\x00') returning id)"
                .formatted(victim.value())
            + " insert into contacts.audit_source select id, '\\x00', '"
            + canary(6)
            + "' from line");
    var provider =
        new ProviderSignIns.Identity(
            "https://id.example",
            canary(20),
            canary(2) + "@x.example",
            "x." + canary(21) + ".y",
            Instant.EPOCH);
    assertTrue(
        desk.bean(ProviderSignIns.class)
            .enter(ProviderSignIns.Whom.CUSTOMERS, provider, new Visit("192.0.2.7", "Prova", ""))
            .isPresent());
    assertEquals(canary(20), persons.accounts(ADMIN, victim).get(0).subject());
    ContactList list = desk.bean(ContactList.class);
    Scope custodian = new Scope.Customer(keeper, Set.of(), Set.of());
    list.change(
        custodian,
        desk.session(keeper, 0),
        platform,
        victim,
        desk.number("select version from contacts.contact where id = " + victim.value()),
        new ContactDraft(
            canary(0) + " (\\d+) " + canary(1),
            Language.IT,
            Set.of(ContactKind.ADMINISTRATIVE),
            List.of(address(canary(2)), address(canary(3)), address(canary(5))),
            List.of(new PhoneNumber("+390255501042"))));
    TicketId ticket = ticketWithAFile(victim);
    mail(canary(2), canary(9), canary(10), canary(11));
    mail(canary(3), canary(12), canary(13), canary(14));
    quarantined();
    Tickets tickets = desk.bean(Tickets.class);
    tickets.takeInCharge(ADMIN, ticket);
    tickets.reply(
        ADMIN,
        ticket,
        new Answer(
            origin(),
            "Gentile "
                + (canary(0) + " (\\d+) " + canary(1)).toUpperCase(Locale.ROOT)
                + ", scriva da "
                + canary(3)
                + "@x.example o +390255501042. Promesso: resta.",
            List.of()));
    render();
    Set<String> before = found();
    assertTrue(before.size() >= 18, "the test would not notice: " + before);
    assertTrue(before.contains(canary(20)), "the provider's name for them: " + before);
    assertFalse(before.contains(canary(21)), "an ID token lies open");

    persons.erase(ADMIN, victim);
    desk.sweepFiles();

    assertEquals(Set.of(), found());
    assertEquals(List.of(), persons.accounts(ADMIN, victim));
    assertEquals("—", contacts.contact(victim).orElseThrow().name());
    var row = desk.bean(Queue.class).rows(ADMIN, List.of(ticket)).get(0);
    assertEquals(Optional.of(victim), row.requester());
    assertTrue(
        desk.text(
                "select string_agg(body, ' ') from ticketing.message where ticket_id = "
                    + ticket.value())
            .contains("Promesso: resta."));
    assertTrue(
        desk.number("select count(*) from entitlements.clock where ticket = " + ticket.value())
            > 0);
    assertEquals("contact.erase", lastAct());
    assertThrows(UnknownContact.class, () -> persons.erase(ADMIN, victim), "twice");
  }

  @Test
  void whatOthersHaveWrittenAndWhatOthersAreStays() throws Exception {
    ContactId victim = people.add(ADMIN, platform, person(canary(0), canary(2)));
    ContactId other = people.add(ADMIN, platform, person("Altro", "altro" + run));
    TicketId theirs = ticket(other, "altro" + run, "Oggetto altrui", "Parole altrui");

    persons.erase(ADMIN, victim);

    assertEquals("Altro", contacts.contact(other).orElseThrow().name());
    assertEquals(
        "Parole altrui",
        desk.text("select body from ticketing.message where ticket_id = " + theirs.value()));
    assertTrue(contacts.sender(address("altro" + run)) instanceof Sender.Registered);
    assertEquals(new Sender.Unknown(), contacts.sender(address(canary(2))));
  }

  @Test
  void twoRegistrationsBecomeOneAndEveryTicketKeepsItsPeople() throws Exception {
    ContactId from = people.add(ADMIN, platform, person("Ada", "ada" + run));
    ContactId into = people.add(ADMIN, platform, person("Ada Neri", "ada.neri" + run));
    TicketId ticket = ticket(from, "ada" + run, "Di Ada", "Testo");
    desk.run(
        "insert into contacts.session (secret_hash, contact, created_at, seen_at) values ('\\x01"
            + UUID.randomUUID().toString().replace("-", "")
            + "', "
            + from.value()
            + ", now(), now())");

    persons.merge(ADMIN, from, into);

    assertEquals(
        new Sender.Registered(into, platform, Language.IT), contacts.sender(address("ada" + run)));
    assertEquals(2, contacts.contact(into).orElseThrow().addresses().size());
    assertEquals("Ada Neri", contacts.contact(into).orElseThrow().name());
    assertEquals(
        Optional.of(into), desk.bean(Queue.class).rows(ADMIN, List.of(ticket)).get(0).requester());
    assertEquals(
        into.value(),
        desk.number(
            "select contact_id from ticketing.message where ticket_id = " + ticket.value()));
    assertEquals(
        0, desk.number("select count(*) from contacts.session where contact = " + from.value()));
    assertThrows(UnknownContact.class, () -> persons.merge(ADMIN, from, into), "twice");
    assertThrows(InvalidEntry.class, () -> persons.merge(ADMIN, into, into));
  }

  @Test
  void onlyAnAdministratorMergesAndErases() {
    Scope agent = new Scope.Staff(new AgentId(1), Set.of(Role.AGENT));
    Scope himself = new Scope.Customer(keeper, Set.of(platform), Set.of());

    for (Scope scope : List.of(agent, himself, new Scope.Nothing())) {
      assertThrows(NotPermitted.class, () -> persons.erase(scope, keeper));
      assertThrows(NotPermitted.class, () -> persons.accounts(scope, keeper));
      assertThrows(NotPermitted.class, () -> persons.merge(scope, keeper, new ContactId(1)));
    }
    assertThrows(UnknownContact.class, () -> persons.erase(ADMIN, new ContactId(999_999_999)));
    assertEquals("Custode", contacts.contact(keeper).orElseThrow().name());
  }

  private TicketId ticketWithAFile(ContactId victim) throws IOException {
    Origin origin = origin();
    var blob =
        desk.bean(Blobs.class)
            .put(new ByteArrayInputStream(canary(6).getBytes(StandardCharsets.UTF_8)), 1_000_000);
    var file =
        desk.bean(Attachments.class)
            .keep(new Upload(origin.source(), run, canary(7) + ".txt", "text/plain", blob));
    Instant now = desk.clock().now();
    return desk.bean(Counter.class)
        .open(
            new NewTicket(
                origin,
                Channel.FORM,
                platform,
                Optional.of(victim),
                address(canary(2)),
                Language.IT,
                "Oggetto " + canary(8),
                "Testo " + canary(15),
                "<p>" + canary(16) + "</p>",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of(file)))
        .ticket();
  }

  private TicketId ticket(ContactId requester, String local, String subject, String text) {
    Instant now = desk.clock().now();
    return desk.bean(Counter.class)
        .open(
            new NewTicket(
                origin(),
                Channel.FORM,
                platform,
                Optional.of(requester),
                address(local),
                Language.IT,
                subject,
                text,
                "",
                Impact.STOPPED,
                Reference.NONE,
                now,
                now,
                List.of()))
        .ticket();
  }

  private void mail(String local, String subject, String text, String file) throws Exception {
    String mail =
        """
        From: "%1$s" <%2$s@x.example>
        To: support@desk.example
        Subject: %3$s
        Message-ID: <%4$s@test.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        %5$s
        --b
        Content-Type: text/plain; name="%6$s.txt"
        Content-Disposition: attachment; filename="%6$s.txt"

        %6$s
        --b--
        """
            .formatted(canary(17), local, subject, canary(18) + UUID.randomUUID(), text, file);
    assertTrue(receive(mail).ticket().isPresent());
  }

  /** From the person, but by a program: held. */
  private void quarantined() throws Exception {
    String mail =
        "From: "
            + canary(2)
            + "@x.example\nTo: support@desk.example\nSubject: "
            + canary(19)
            + "\nAuto-Submitted: auto-replied\nMessage-ID: <"
            + UUID.randomUUID()
            + "@test.example>\n\nAssente\n";
    assertFalse(receive(mail).ticket().isPresent());
  }

  private Intake receive(String mail) throws Exception {
    return desk.bean(Inbox.class)
        .receive(
            "test",
            new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
            desk.clock().now());
  }

  private void render() {
    LetterDesk letters = desk.bean(LetterDesk.class);
    desk.bean(OutboxQueue.class)
        .claim(RelayKey.DEFAULT, 500, Duration.ofMinutes(5))
        .forEach(mail -> letters.render(List.of(mail)));
  }

  /** Which canaries stand anywhere in the database or in the files, in letters of any case. */
  private Set<String> found() throws IOException {
    List<String> dump = new ArrayList<>();
    for (String table :
        desk.text(
                """
                select string_agg(table_schema || '.' || table_name, ' ')
                from information_schema.tables where table_type = 'BASE TABLE'
                and table_schema in ('contacts', 'ticketing', 'entitlements', 'notifications')
                """)
            .split(" ")) {
      dump.add(desk.text("select coalesce(string_agg(t::text, ' '), '') from " + table + " t"));
    }
    dump.add(
        desk.text(
            "select coalesce(string_agg(replace(encode(rendered, 'escape'), '=\\015\\n', ''), ' '), '')"
                + " from notifications.outgoing_mail where rendered is not null"));
    try (Stream<Path> files = Files.walk(Path.of(desk.setting("sportello.files")))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        dump.add(file + " " + Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    String all = String.join("\n", dump).toLowerCase(Locale.ROOT);
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < 22; i++) {
      if (all.contains(canary(i))) {
        found.add(canary(i));
      }
    }
    return found;
  }

  private String lastAct() {
    return desk.text("select action from contacts.audit order by id desc limit 1");
  }

  private static Origin origin() {
    return new Origin("test", UUID.randomUUID().toString(), "f");
  }

  private static EmailAddress address(String local) {
    return new EmailAddress(local + "@x.example");
  }

  private ContactDraft person(String name, String local) {
    return new ContactDraft(
        name, Language.IT, Set.of(ContactKind.ADMINISTRATIVE), List.of(address(local)), List.of());
  }
}
