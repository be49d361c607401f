package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Claims;
import it.sportello.contacts.Claims.Outcome;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactList;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Directory;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.contacts.LastAdministrator;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.PeopleBook;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.RegisteredDomain;
import it.sportello.contacts.RegistryChanged;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Sender;
import it.sportello.contacts.UnknownContact;
import it.sportello.contacts.UnknownPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The registry with the real database, and the mails that it writes. */
@Timeout(120)
class RegistryTest {
  private static final Scope ADMIN =
      new Scope.Staff(new AgentId(1), Set.of(Role.ADMINISTRATOR, Role.AGENT));
  private static final Scope AGENT = new Scope.Staff(new AgentId(1), Set.of(Role.AGENT));

  private final TestDesk desk = TestDesk.get();
  private final PlatformBook platforms = desk.bean(PlatformBook.class);
  private final PeopleBook people = desk.bean(PeopleBook.class);
  private final ContactList list = desk.bean(ContactList.class);
  private final Claims claims = desk.bean(Claims.class);
  private final Directory directory = desk.bean(Directory.class);
  private final Contacts contacts = desk.bean(Contacts.class);
  private final String name = UUID.randomUUID().toString().substring(0, 8);

  private PlatformCode code;
  private PlatformId platform;
  private ContactId owner;
  private Scope keeper;

  @BeforeEach
  void aPlatformWithOneWhoKeepsItsList() {
    desk.run("delete from notifications.outgoing_mail");
    code = platforms.register(ADMIN, Optional.empty(), draft("Forno " + name));
    platform = contacts.platformByCode(code).orElseThrow().id();
    owner = people.add(ADMIN, platform, person("Ada", "ada", ContactKind.ADMINISTRATIVE));
    keeper = keeperOf(owner);
  }

  // Platforms and their numbers

  @Test
  void anIssuedNumberIsTheOnlyOneWithinReachOfOneSlip() {
    assertTrue(code.value().matches("[1-9][0-9]{7}"));
    String slip = code.value().substring(0, 7) + (code.value().charAt(7) == '0' ? '1' : '0');

    assertEquals(Optional.empty(), contacts.platformByCode(new PlatformCode(slip)));
  }

  @Test
  void aReplacedNumberIsNobodysForEver() {
    PlatformCode fresh =
        platforms.rotate(ADMIN, platform, view().version(), Optional.empty(), "In mani sbagliate");

    assertEquals(Optional.empty(), contacts.platformByCode(code));
    assertEquals(platform, contacts.platformByCode(fresh).orElseThrow().id());
    assertEquals(platform, directory.platform(ADMIN, code).orElseThrow().platform().id());
    assertEquals(List.of(fresh, code), view(fresh).codes().stream().map(c -> c.code()).toList());
    assertEquals("In mani sbagliate", view(fresh).codes().get(0).reason());
    InvalidEntry taken =
        assertThrows(
            InvalidEntry.class, () -> platforms.register(ADMIN, Optional.of(code), draft("Altro")));
    assertEquals("platformCode.taken", taken.faults().get(0).key());
    assertThrows(
        IllegalStateException.class,
        () -> desk.run("delete from contacts.platform_code where code = '" + code.value() + "'"));
  }

  @Test
  void whoSawAnOlderStateChangesNothing() {
    long seen = view().version();
    platforms.change(ADMIN, platform, seen, draft("Forno nuovo"));

    assertThrows(
        RegistryChanged.class, () -> platforms.change(ADMIN, platform, seen, draft("Di prima")));
    assertThrows(
        RegistryChanged.class,
        () -> platforms.rotate(ADMIN, platform, seen, Optional.empty(), "Due volte"));
    assertEquals("Forno nuovo", view().platform().name());
  }

  @Test
  void onlyAdministratorsChangeTheRegistryAndCustomersDoNotSeeIt() {
    assertThrows(
        NotPermitted.class, () -> platforms.register(AGENT, Optional.empty(), draft("Altro")));
    assertThrows(
        NotPermitted.class, () -> people.add(keeper, platform, person("Eva", "eva", technical())));
    assertThrows(NotPermitted.class, () -> people.remove(AGENT, platform, owner, 0));
    assertThrows(NotPermitted.class, () -> directory.platforms(keeper, "forno", 0, 10));
    assertThrows(NotPermitted.class, () -> directory.people(new Scope.Nothing(), "ada", 0, 10));
  }

  @Test
  void forAClosedPlatformNobodyWritesOrCalls() {
    people.change(
        ADMIN,
        platform,
        owner,
        version(owner),
        new ContactDraft(
            "Ada",
            Language.IT,
            Set.of(ContactKind.ADMINISTRATIVE),
            List.of(address("ada")),
            List.of(new PhoneNumber("+390255501042"))));
    platforms.addDomain(ADMIN, platform, new RegisteredDomain(name + ".example"));
    assertEquals(new Sender.OfDomain(platform, Language.IT), contacts.sender(address("chiunque")));

    platforms.close(ADMIN, platform, view().version());

    assertEquals(Optional.empty(), contacts.platformByCode(code));
    assertEquals(new Sender.Unknown(), contacts.sender(address("ada")));
    assertEquals(new Sender.Unknown(), contacts.sender(address("chiunque")));
    assertEquals(List.of(), list.kept(keeper));
    platforms.reopen(ADMIN, platform, view().version());
    assertEquals(
        new Sender.Registered(owner, platform, Language.IT), contacts.sender(address("ada")));
  }

  @Test
  void textThatNobodySeesIsRefusedAndAFormulaIsJustAName() {
    InvalidEntry refused =
        assertThrows(
            InvalidEntry.class,
            () -> platforms.register(ADMIN, Optional.empty(), draft("Forno\u202Eonrof")));
    assertEquals("text.invisible", refused.faults().get(0).key());
    assertThrows(
        InvalidEntry.class,
        () -> people.add(ADMIN, platform, person("x".repeat(201), "lungo", technical())));
    assertThrows(
        InvalidEntry.class, () -> people.add(ADMIN, platform, person("  ", "vuoto", technical())));

    ContactId formula =
        people.add(ADMIN, platform, person("=HYPERLINK(\"http://x\")", "formula", technical()));

    assertEquals("=HYPERLINK(\"http://x\")", contacts.contact(formula).orElseThrow().name());
  }

  // People

  @Test
  void anAddressBelongsToOnePersonHoweverItIsWritten() {
    InvalidEntry listed =
        assertThrows(
            InvalidEntry.class,
            () ->
                people.add(
                    ADMIN,
                    platform,
                    draftOf("Adina", technical(), new EmailAddress("ADA@" + name + ".EXAMPLE"))));
    assertEquals("address.listed", listed.faults().get(0).key());
    ContactId other = people.add(ADMIN, platform, person("Eva", "eva", technical()));

    InvalidEntry taken =
        assertThrows(
            InvalidEntry.class,
            () ->
                people.change(
                    ADMIN,
                    platform,
                    other,
                    version(other),
                    draftOf("Eva", technical(), address("eva"), address("ada"))));

    assertEquals("address.taken", taken.faults().get(0).key());
    assertEquals(1, contacts.contact(other).orElseThrow().addresses().size());
  }

  @Test
  void whoIsRegisteredElsewhereIsTheSamePersonHere() {
    PlatformId second = another();

    ContactId same = people.add(ADMIN, second, person("Un altro nome", "ada", technical()));

    assertEquals(owner, same);
    Contact ada = contacts.contact(owner).orElseThrow();
    assertEquals("Ada", ada.name());
    assertEquals(Set.of(platform, second), ada.platforms().keySet());
  }

  @Test
  void theLastAdministrativeContactStays() {
    assertThrows(
        LastAdministrator.class, () -> people.remove(ADMIN, platform, owner, version(owner)));
    assertThrows(
        LastAdministrator.class,
        () ->
            people.change(
                ADMIN, platform, owner, version(owner), person("Ada", "ada", technical())));
    assertThrows(
        LastAdministrator.class,
        () -> list.remove(keeper, session(keeper), platform, owner, version(owner)));
    assertEquals(
        new Sender.Registered(owner, platform, Language.IT), contacts.sender(address("ada")));
  }

  @RepeatedTest(10)
  void ofTwoWhoRemoveEachOtherAtOnceOneStays() throws Exception {
    ContactId second =
        people.add(ADMIN, platform, person("Bea", "bea", ContactKind.ADMINISTRATIVE));
    long ownersVersion = version(owner);
    long secondsVersion = version(second);
    CyclicBarrier together = new CyclicBarrier(2);

    CompletableFuture<Boolean> one =
        attempt(
            together, () -> list.remove(keeper, session(keeper), platform, second, secondsVersion));
    CompletableFuture<Boolean> other =
        attempt(
            together,
            () ->
                list.remove(
                    keeperOf(second), session(keeperOf(second)), platform, owner, ownersVersion));

    assertTrue(one.get() ^ other.get(), "one of them, not both and not none");
    assertEquals(
        1,
        desk.number(
            "select count(*) from contacts.contact_platform where kind = 'ADMINISTRATIVE'"
                + " and platform = "
                + platform.value()));
  }

  // Search

  @Test
  void peopleAndPlatformsAreFoundByTheBeginningsOfTheirWords() {
    String number =
        String.valueOf(
            java.util.concurrent.ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
    ContactId nora =
        people.add(
            ADMIN,
            platform,
            new ContactDraft(
                "Nòra Della " + name,
                Language.IT,
                Set.of(technical()),
                List.of(address("n.bianchi")),
                List.of(new PhoneNumber("+3902" + number))));
    platforms.addDomain(ADMIN, platform, new RegisteredDomain("dominio-" + name + ".example"));

    for (String typed :
        List.of(
            "NORA " + name,
            "del " + name.substring(0, 6) + " nor",
            "n.bianchi@" + name,
            "bianchi " + name)) {
      assertEquals(List.of(nora), found(typed), typed);
    }
    assertTrue(found("02 " + number).contains(nora));
    assertTrue(found("+39 02/" + number).contains(nora));
    for (String typed : List.of("forno " + name, code.value(), "dominio " + name)) {
      assertEquals(
          List.of(platform),
          directory.platforms(AGENT, typed, 0, 10).rows().stream().map(p -> p.id()).toList(),
          typed);
    }
    assertEquals(List.of(), found("ora " + name), "not from the middle of a word");
    assertEquals(List.of(), found(" \0 %_'\\ "));
    assertEquals(List.of(), found("x".repeat(100_000)));
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    List<ContactId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(people.add(ADMIN, platform, person("Pagina" + name, "p" + i, technical())));
    }
    List<ContactId> read = new ArrayList<>();
    long after = 0;
    do {
      var page = directory.people(AGENT, "pagina" + name, after, 3);
      page.rows().forEach(contact -> read.add(contact.id()));
      after = page.next();
    } while (after != 0);

    assertEquals(all, read);
    assertEquals(List.of(), directory.people(AGENT, "pagina" + name, 999_999_999, 3).rows());
  }

  // The list as customers keep it

  @Test
  void aNewAddressOpensNothingBeforeItsOwnerSaysYes() {
    list.ask(keeper, session(keeper), platform, person("Carla", "carla", technical()));
    assertEquals(new Sender.Unknown(), contacts.sender(address("carla")));
    assertEquals(1, list.waiting(keeper, platform).size());
    String secret = secretIn(mail("CONFIRM"));

    assertEquals("Carla", claims.question(secret).orElseThrow().name());
    assertEquals(new Sender.Unknown(), contacts.sender(address("carla")), "looking uses nothing");
    assertEquals(Outcome.CONFIRMED, claims.confirm(secret));

    Contact carla = contacts.contactByAddress(address("carla")).orElseThrow();
    assertEquals(Set.of(technical()), carla.platforms().get(platform));
    assertEquals(Outcome.EXPIRED, claims.confirm(secret), "once");
    assertEquals(List.of(), list.waiting(keeper, platform));
    assertTrue(mail("LIST").contains("Indirizzo confermato: Carla."), "Ada is told");
  }

  @Test
  void theMailToAStrangerHoldsNoWordThatACustomerHasTyped() {
    list.ask(
        keeper,
        session(keeper),
        platform,
        person("Compra su spam.example", "vittima", technical()));

    String mail = mail("CONFIRM");

    assertFalse(mail.contains("spam.example"), mail);
    assertTrue(mail.contains("Forno " + name), mail);
  }

  @Test
  void anAddressRegisteredElsewhereIsAskedLikeAnyOther() {
    PlatformId second = another();
    ContactId known = people.add(ADMIN, second, person("Dora", "dora", technical()));

    list.ask(
        keeper, session(keeper), platform, person("Chi sa", "dora", ContactKind.CAMPAIGN_MANAGER));
    assertEquals("Chi sa", list.waiting(keeper, platform).get(0).name());
    assertEquals(Outcome.CONFIRMED, claims.confirm(secretIn(mail("CONFIRM"))));

    Contact dora = contacts.contact(known).orElseThrow();
    assertEquals("Dora", dora.name());
    assertEquals(Set.of(ContactKind.CAMPAIGN_MANAGER), dora.platforms().get(platform));
    ContactView there = inList(known);
    assertTrue(there.elsewhere());
    assertThrows(
        InvalidEntry.class,
        () ->
            list.change(
                keeper,
                session(keeper),
                platform,
                known,
                there.version(),
                person("Mia", "dora", technical())));
    list.change(
        keeper,
        session(keeper),
        platform,
        known,
        there.version(),
        person("Dora", "dora", technical()));
    assertEquals(Set.of(technical()), inList(known).kinds());
  }

  @Test
  void aFurtherAddressWaitsWhileTheOldOneGoesOnWorking() {
    list.change(
        keeper,
        session(keeper),
        platform,
        owner,
        version(owner),
        draftOf("Ada", ContactKind.ADMINISTRATIVE, address("ada.nuova"), address("ada")));
    assertEquals(new Sender.Unknown(), contacts.sender(address("ada.nuova")));
    assertEquals(
        new Sender.Registered(owner, platform, Language.IT), contacts.sender(address("ada")));

    claims.confirm(secretIn(mail("CONFIRM")));

    assertEquals(
        new Sender.Registered(owner, platform, Language.IT), contacts.sender(address("ada.nuova")));
    InvalidEntry last =
        assertThrows(
            InvalidEntry.class,
            () ->
                list.change(
                    keeper,
                    session(keeper),
                    platform,
                    owner,
                    version(owner),
                    draftOf("Ada", ContactKind.ADMINISTRATIVE, address("mai.vista"))));
    assertEquals("address.last", last.faults().get(0).key());
  }

  @Test
  void theOthersWhoKeepTheListAreToldAndNotWhoChangedIt() {
    people.add(ADMIN, platform, person("Bea", "bea", ContactKind.ADMINISTRATIVE));
    ContactId technician = people.add(ADMIN, platform, person("Tito", "tito", technical()));

    list.remove(keeper, session(keeper), platform, technician, version(technician));

    assertEquals(
        1, desk.number("select count(*) from notifications.outgoing_mail where kind = 'LIST'"));
    String told = mail("LIST");
    assertTrue(told.contains("bea@" + name), told);
    assertTrue(told.contains("Ada ha modificato l’elenco dei contatti"), told);
    assertTrue(told.contains("Tolto dall’elenco: Tito."), told);
  }

  @Test
  void aListIsClosedToEverybodyButThoseWhoKeepIt() {
    ContactId technician = people.add(ADMIN, platform, person("Tito", "tito", technical()));
    PlatformId second = another();
    ContactId stranger =
        people.add(ADMIN, second, person("Zoe", "zoe", ContactKind.ADMINISTRATIVE));

    for (Scope other :
        List.of(keeperOf(technician), keeperOf(stranger), ADMIN, new Scope.Nothing())) {
      assertThrows(UnknownPlatform.class, () -> list.of(other, platform));
      assertThrows(UnknownPlatform.class, () -> list.waiting(other, platform));
      assertThrows(
          UnknownPlatform.class,
          () -> list.ask(other, session(other), platform, person("A", "a", technical())));
      assertThrows(
          UnknownPlatform.class,
          () -> list.remove(other, session(other), platform, technician, version(technician)));
    }
    assertThrows(
        UnknownContact.class, () -> list.remove(keeper, session(keeper), platform, stranger, 0));
    assertThrows(
        UnknownContact.class,
        () ->
            list.change(
                keeper, session(keeper), platform, stranger, 0, person("Mia", "zoe", technical())));
    list.ask(
        keeperOf(stranger),
        session(keeperOf(stranger)),
        second,
        person("Yara", "yara", technical()));
    long foreign = list.waiting(keeperOf(stranger), second).get(0).id();
    assertThrows(UnknownContact.class, () -> list.withdraw(keeper, platform, foreign));
    assertThrows(InvalidEntry.class, () -> list.again(keeper, platform, foreign));
  }

  @Test
  void aWithdrawnOrOldLinkIsWorthNothing() {
    list.ask(keeper, session(keeper), platform, person("Carla", "carla", technical()));
    String withdrawn = secretIn(mail("CONFIRM"));
    list.withdraw(keeper, platform, list.waiting(keeper, platform).get(0).id());
    assertEquals(Outcome.EXPIRED, claims.confirm(withdrawn));
    desk.run("delete from notifications.outgoing_mail");

    list.ask(keeper, session(keeper), platform, person("Carla", "carla", technical()));
    String old = secretIn(mail("CONFIRM"));
    desk.run("update contacts.claim set secret_at = secret_at - interval '7 days 1 second'");

    assertEquals(Optional.empty(), claims.question(old));
    assertEquals(Outcome.EXPIRED, claims.confirm(old));
    for (String guess : List.of("", "null", "' or 1=1 --", "x".repeat(1_000_000))) {
      assertEquals(Outcome.EXPIRED, claims.confirm(guess));
    }
  }

  @Test
  void aLinkUsedTwiceAtOnceWorksOnce() throws Exception {
    list.ask(keeper, session(keeper), platform, person("Carla", "carla", technical()));
    String secret = secretIn(mail("CONFIRM"));
    CyclicBarrier together = new CyclicBarrier(2);

    CompletableFuture<Outcome> one = confirm(together, secret);
    CompletableFuture<Outcome> other = confirm(together, secret);

    assertEquals(Set.of(Outcome.CONFIRMED, Outcome.EXPIRED), Set.of(one.get(), other.get()));
  }

  @Test
  void nobodyIsAskedWithoutEnd() {
    list.ask(keeper, session(keeper), platform, person("Carla", "carla", technical()));
    long claim = list.waiting(keeper, platform).get(0).id();
    assertThrows(
        InvalidEntry.class,
        () -> list.ask(keeper, session(keeper), platform, person("C", "carla", technical())));

    list.again(keeper, platform, claim);
    list.again(keeper, platform, claim);

    assertThrows(InvalidEntry.class, () -> list.again(keeper, platform, claim));
    assertEquals(
        3, desk.number("select count(*) from notifications.outgoing_mail where kind = 'CONFIRM'"));
    for (int i = 1; i < 50; i++) {
      list.ask(keeper, session(keeper), platform, person("Carla", "carla" + i, technical()));
    }
    InvalidEntry many =
        assertThrows(
            InvalidEntry.class,
            () ->
                list.ask(
                    keeper, session(keeper), platform, person("Carla", "una.in.piu", technical())));
    assertEquals("claim.many", many.faults().get(0).key());
  }

  // What the tests say in short

  private CompletableFuture<Boolean> attempt(CyclicBarrier together, Runnable act) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            together.await();
            act.run();
            return true;
          } catch (LastAdministrator | UnknownPlatform refused) {
            return false;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private CompletableFuture<Outcome> confirm(CyclicBarrier together, String secret) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            together.await();
            return claims.confirm(secret);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** The last mail of this kind, as it would be sent. */
  private String mail(String kind) {
    LetterDesk letters = desk.bean(LetterDesk.class);
    desk.run("update notifications.outgoing_mail set state = 'QUEUED', due_at = now()");
    return desk.bean(OutboxQueue.class).claim(RelayKey.DEFAULT, 200, Duration.ofMinutes(5)).stream()
        .filter(mail -> mail.kind().name().equals(kind))
        .reduce((first, second) -> second)
        .map(mail -> letters.render(List.of(mail)).get(0))
        .map(mail -> new String(mail.rendered(), StandardCharsets.US_ASCII))
        .map(RegistryTest::readable)
        .orElseThrow();
  }

  /** Quoted-printable, as far as these mails need it. */
  private static String readable(String mail) {
    byte[] bytes = mail.replace("=\r\n", "").getBytes(StandardCharsets.US_ASCII);
    var out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '='
          && i + 2 < bytes.length
          && mail.replace("=\r\n", "").substring(i + 1, i + 3).matches("[0-9A-F]{2}")) {
        out.write(Integer.parseInt(mail.replace("=\r\n", "").substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String secretIn(String mail) {
    Matcher link = Pattern.compile("/confirm\\?t=([A-Za-z0-9_-]{43})").matcher(mail);
    assertTrue(link.find(), mail);
    return link.group(1);
  }

  private List<ContactId> found(String typed) {
    return directory.people(AGENT, typed, 0, 10).rows().stream().map(Contact::id).toList();
  }

  private it.sportello.contacts.PlatformView view() {
    return view(code);
  }

  private it.sportello.contacts.PlatformView view(PlatformCode code) {
    return directory.platform(ADMIN, code).orElseThrow();
  }

  private ContactView inList(ContactId contact) {
    return list.of(keeper, platform).stream()
        .filter(view -> view.contact().id().equals(contact))
        .findFirst()
        .orElseThrow();
  }

  private long version(ContactId contact) {
    return desk.number("select version from contacts.contact where id = " + contact.value());
  }

  private PlatformId another() {
    return contacts
        .platformByCode(platforms.register(ADMIN, Optional.empty(), draft("Altra " + name)))
        .orElseThrow()
        .id();
  }

  /** Signed in just now; who is no customer has none. */
  private String session(Scope scope) {
    return scope instanceof Scope.Customer customer ? desk.session(customer.contact(), 0) : "";
  }

  private static Scope keeperOf(ContactId contact) {
    return new Scope.Customer(contact, Set.of(), Set.of());
  }

  private static ContactKind technical() {
    return ContactKind.TECHNICAL;
  }

  private EmailAddress address(String local) {
    return new EmailAddress(local + "@" + name + ".example");
  }

  private ContactDraft person(String called, String local, ContactKind kind) {
    return draftOf(called, kind, address(local));
  }

  private static ContactDraft draftOf(String called, ContactKind kind, EmailAddress... addresses) {
    return new ContactDraft(called, Language.IT, Set.of(kind), List.of(addresses), List.of());
  }

  private static PlatformDraft draft(String called) {
    return new PlatformDraft(called, ZoneId.of("Europe/Rome"), Language.IT, "IT");
  }
}
