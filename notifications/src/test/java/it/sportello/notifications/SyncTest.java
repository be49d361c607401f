package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Directory;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.PeopleBook;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.RegisteredDomain;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sender;
import it.sportello.contacts.SnapshotEntry;
import it.sportello.contacts.Sync;
import it.sportello.contacts.SyncOutcome;
import it.sportello.contacts.SyncOutcome.Change;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the vendor's system says of its customers, taken over with the real database. */
@Timeout(120)
class SyncTest {
  private static final Scope ADMIN =
      new Scope.Staff(new AgentId(1), Set.of(Role.ADMINISTRATOR, Role.AGENT));
  private static final String EVERYTHING =
      """
      select md5(string_agg(line, chr(10) order by line)) from (
        select 'p' || p line from contacts.platform p
        union all select 'c' || c from contacts.contact c
        union all select 'a' || a from contacts.contact_address a
        union all select 't' || t from contacts.contact_phone t
        union all select 'k' || k from contacts.contact_platform k
        union all select 'd' || d from contacts.platform_domain d
        union all select 'u' || u from contacts.audit u
        union all select 'w' || w from contacts.contact_word w) everything
      """;

  private final TestDesk desk = TestDesk.get();
  private final Sync sync = desk.bean(Sync.class);
  private final Contacts contacts = desk.bean(Contacts.class);
  private final PlatformCode code =
      new PlatformCode(
          String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L)));

  @Test
  void aPlatformIsTakenOverWholeAndTheSecondTimeNothingChanges() {
    SnapshotEntry entry = entry("Forno", person("Ada", "ada", "ada.due"), person("Eva", "eva"));

    SyncOutcome first = take(entry);

    assertEquals(Change.ADDED, first.platform());
    assertEquals(2, first.added());
    Contact ada = known("ada").orElseThrow();
    assertEquals(List.of("ada", "ada.due"), locals(ada));
    assertEquals(List.of("+390255501042"), ada.phones());
    assertEquals(Set.of(ContactKind.TECHNICAL), ada.platforms().get(platform()));
    assertEquals(
        new Sender.OfDomain(platform(), Language.IT), contacts.sender(address("chiunque")));
    String before = desk.text(EVERYTHING);
    SyncOutcome second = take(entry);
    assertEquals(Change.NONE, second.platform());
    assertEquals(2, second.unchanged());
    assertEquals(before, desk.text(EVERYTHING), "not a row, not a line of the trail");
  }

  @Test
  void aDryRunTellsTheSameAndChangesNothing() {
    take(entry("Forno", person("Ada", "ada"), person("Eva", "eva")));
    SnapshotEntry next = entry("Forno nuovo", person("Ada Neri", "ada"), person("Ugo", "ugo"));
    String before = desk.text(EVERYTHING);

    SyncOutcome told = sync.look(ADMIN, List.of(next)).get(0);

    assertEquals(before, desk.text(EVERYTHING));
    assertEquals(told, take(next));
    assertEquals(Change.CHANGED, told.platform());
    assertEquals(List.of(1, 1, 1), List.of(told.added(), told.changed(), told.removed()));
    assertEquals("Ada Neri", known("ada").orElseThrow().name());
    assertEquals(Set.of(), known("eva").orElseThrow().platforms().keySet());
  }

  @Test
  void whatPeopleHaveEnteredStays() {
    take(entry("Forno", person("Ada", "ada")));
    desk.bean(PeopleBook.class).add(ADMIN, platform(), person("A mano", "mano"));

    SyncOutcome outcome = take(entry("Forno"));

    assertEquals(1, outcome.removed());
    assertEquals(Set.of(platform()), known("mano").orElseThrow().platforms().keySet());
    assertEquals(Set.of(), known("ada").orElseThrow().platforms().keySet());
  }

  @Test
  void whatIsNotGivenStaysAsItIs() {
    take(entry("Forno", person("Ada", "ada")));

    take(new SnapshotEntry(code, false, draft("Forno"), Optional.empty(), Optional.empty()));

    assertEquals(Set.of(platform()), known("ada").orElseThrow().platforms().keySet());
    assertEquals(1, contacts.domainsOf(platform()).size());
  }

  @Test
  void aTombstoneClosesAndAnEntryReopens() {
    take(entry("Forno", person("Ada", "ada")));
    SnapshotEntry tombstone =
        new SnapshotEntry(code, true, draft(""), Optional.empty(), Optional.empty());

    assertEquals(Change.CLOSED, take(tombstone).platform());
    assertEquals(Change.NONE, take(tombstone).platform());
    assertEquals(Optional.empty(), contacts.platformByCode(code));
    assertEquals(new Sender.Unknown(), contacts.sender(address("ada")));

    assertEquals(Change.REOPENED, take(entry("Forno", person("Ada", "ada"))).platform());
    assertTrue(contacts.sender(address("ada")) instanceof Sender.Registered);
    PlatformCode never = new PlatformCode(code.value().substring(1));
    assertEquals(
        Change.NONE,
        take(new SnapshotEntry(never, true, draft(""), Optional.empty(), Optional.empty()))
            .platform());
  }

  @Test
  void aPersonOfTwoPlatformsIsOneAndKeepsTheirName() {
    PlatformCode second = new PlatformCode(code.value().substring(1));
    SnapshotEntry here = entry("Forno", person("Ada", "ada"));
    SnapshotEntry there =
        new SnapshotEntry(
            second,
            false,
            draft("Altro"),
            Optional.empty(),
            Optional.of(List.of(person("Ada B.", "ada"))));

    List<SyncOutcome> first = sync.take(ADMIN, List.of(here, there));

    assertEquals(List.of(1, 1), first.stream().map(SyncOutcome::added).toList());
    Contact ada = known("ada").orElseThrow();
    assertEquals("Ada", ada.name());
    assertEquals(2, ada.platforms().size());
    String before = desk.text(EVERYTHING);
    assertTrue(sync.take(ADMIN, List.of(there, here)).stream().noneMatch(SyncOutcome::changes));
    assertEquals(before, desk.text(EVERYTHING));
  }

  @Test
  void anEntryThatCannotBeLeavesTheOthersBe() {
    take(entry("Forno", person("Ada", "ada"), person("Eva", "eva")));
    PlatformCode second = new PlatformCode(code.value().substring(1));
    SnapshotEntry torn = entry("Forno", person("Chi?", "ada", "eva"));
    SnapshotEntry twice = entry("Forno", person("Uno", "x"), person("Due", "X"));
    SnapshotEntry empty =
        entry("", new ContactDraft("", Language.IT, Set.of(), List.of(), List.of()));
    SnapshotEntry good =
        new SnapshotEntry(second, false, draft("Bene"), Optional.empty(), Optional.empty());

    List<SyncOutcome> outcomes = sync.take(ADMIN, List.of(torn, twice, empty, good));

    assertEquals(
        List.of(Change.REFUSED, Change.REFUSED, Change.REFUSED, Change.ADDED),
        outcomes.stream().map(SyncOutcome::platform).toList());
    assertEquals("address.taken", outcomes.get(0).faults().get(0).key());
    assertEquals("/contacts/1/addresses", outcomes.get(1).faults().get(0).pointer());
    assertEquals(
        Set.of("/name", "/contacts/0/name", "/contacts/0/kinds", "/contacts/0/addresses"),
        Set.copyOf(outcomes.get(2).faults().stream().map(f -> f.pointer()).toList()));
    assertEquals(Set.of(platform()), known("eva").orElseThrow().platforms().keySet());
  }

  @Test
  void aReplacedNumberBringsNothingBack() {
    take(entry("Forno", person("Ada", "ada")));
    PlatformBook book = desk.bean(PlatformBook.class);
    long version = desk.bean(Directory.class).platform(ADMIN, code).orElseThrow().version();
    book.rotate(ADMIN, platform(), version, Optional.empty(), "Smarrito");

    SyncOutcome outcome = take(entry("Forno", person("Ada", "ada")));

    assertEquals("platformCode.replaced", outcome.faults().get(0).key());
  }

  @Test
  void nobodyButAnAdministratorTakesASnapshotOver() {
    Scope agent = new Scope.Staff(new AgentId(1), Set.of(Role.AGENT));

    assertThrows(NotPermitted.class, () -> sync.take(agent, List.of(entry("Forno"))));
    assertThrows(NotPermitted.class, () -> sync.look(new Scope.Nothing(), List.of()));
  }

  @Test
  void aBatchOfTwoThousandIsAFewStatements() {
    List<SnapshotEntry> many = new ArrayList<>();
    for (int i = 0; i < Sync.BATCH; i++) {
      PlatformCode own = new PlatformCode(code.value().substring(0, 7) + (100 + i));
      List<ContactDraft> people = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        people.add(person("Molti", "m" + i + "." + j));
      }
      many.add(
          new SnapshotEntry(own, false, draft("Molti"), Optional.empty(), Optional.of(people)));
    }

    List<SyncOutcome> outcomes = sync.take(ADMIN, many);

    assertEquals(2000, outcomes.stream().mapToInt(SyncOutcome::added).sum());
    assertTrue(sync.look(ADMIN, many).stream().noneMatch(SyncOutcome::changes));
  }

  private SyncOutcome take(SnapshotEntry entry) {
    return sync.take(ADMIN, List.of(entry)).get(0);
  }

  private PlatformId platform() {
    return new PlatformId(
        desk.number("select id from contacts.platform where code = '" + code.value() + "'"));
  }

  private Optional<Contact> known(String local) {
    return contacts.contactByAddress(address(local));
  }

  /** The application owns no table, and yet has the planner look at them. */
  @Test
  void afterMuchWasTakenOverTheTablesAreLookedAtAnew() {
    String looks =
        "select coalesce(sum(analyze_count), 0) from pg_stat_user_tables"
            + " where schemaname = 'contacts' and relname in ('contact', 'contact_word')";
    long before = desk.number(looks);

    sync.settle();

    assertEquals(before + 2, desk.number(looks));
  }

  private static List<String> locals(Contact contact) {
    return contact.addresses().stream().map(a -> a.value().split("@")[0]).toList();
  }

  private EmailAddress address(String local) {
    return new EmailAddress(local + "@x" + code.value() + ".example");
  }

  private ContactDraft person(String name, String... locals) {
    return new ContactDraft(
        name,
        Language.IT,
        Set.of(ContactKind.TECHNICAL),
        java.util.Arrays.stream(locals).map(this::address).toList(),
        List.of(PhoneNumber.of("02 5550 1042", "IT")));
  }

  private SnapshotEntry entry(String name, ContactDraft... people) {
    return new SnapshotEntry(
        code,
        false,
        draft(name),
        Optional.of(List.of(new RegisteredDomain("x" + code.value() + ".example"))),
        Optional.of(List.of(people)));
  }

  private static PlatformDraft draft(String name) {
    return new PlatformDraft(name, ZoneId.of("Europe/Rome"), Language.IT, "IT");
  }
}
