package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.Claims;
import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactList;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.HeldForms;
import it.sportello.contacts.Language;
import it.sportello.contacts.PeopleBook;
import it.sportello.contacts.PersonBook;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.StaleSignIn;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What opens a door is changed by who has just signed in, and everybody concerned is told. */
@Timeout(120)
class FreshSignInTest {
  private static final Scope ADMIN = new Scope.Staff(new AgentId(1), Set.of(Role.ADMINISTRATOR));

  private final TestDesk desk = TestDesk.get();
  private final PeopleBook people = desk.bean(PeopleBook.class);
  private final ContactList list = desk.bean(ContactList.class);
  private final HeldForms held = desk.bean(HeldForms.class);
  private final String name = UUID.randomUUID().toString().substring(0, 8);

  private PlatformId platform;
  private ContactId keeper;
  private ContactId tito;
  private Scope by;

  @BeforeEach
  void aPlatformWithTwoWhoKeepItsListAndATechnician() {
    desk.run("delete from notifications.outgoing_mail");
    platform =
        desk.bean(Contacts.class)
            .platformByCode(
                desk.bean(PlatformBook.class)
                    .register(
                        ADMIN,
                        Optional.empty(),
                        new PlatformDraft("Forno", ZoneId.of("Europe/Rome"), Language.IT, "IT")))
            .orElseThrow()
            .id();
    keeper = add("Ada", ContactKind.ADMINISTRATIVE, "ada");
    add("Bea", ContactKind.ADMINISTRATIVE, "bea");
    tito = add("Tito", ContactKind.TECHNICAL, "tito", "tito.vecchio");
    by = new Scope.Customer(keeper, Set.of(), Set.of());
  }

  /** What an administrative contact may do to the list. */
  enum Act {
    ASK,
    CHANGE_KINDS,
    CHANGE_ADDRESSES,
    REORDER_ADDRESSES,
    REMOVE
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void whatOpensADoorWantsASignInOfTheLastTenMinutes(Act act) {
    long before = state();

    for (String stale :
        List.of(desk.session(keeper, 11), desk.session(tito, 0), "", "x".repeat(100_000))) {
      assertThrows(StaleSignIn.class, () -> run(act, stale));
    }
    assertEquals(before, state());
    assertEquals(0, desk.number("select count(*) from notifications.outgoing_mail"));
    run(act, desk.session(keeper, 9));
    assertTrue(state() > before);
  }

  private void run(Act act, String session) {
    switch (act) {
      case ASK -> list.ask(by, session, platform, draft("Carla", ContactKind.TECHNICAL, "carla"));
      case CHANGE_KINDS ->
          change(session, draft("Tito", ContactKind.ADMINISTRATIVE, "tito", "tito.vecchio"));
      case CHANGE_ADDRESSES -> change(session, draft("Tito", ContactKind.TECHNICAL, "tito"));
      case REORDER_ADDRESSES ->
          change(session, draft("Tito", ContactKind.TECHNICAL, "tito.vecchio", "tito"));
      case REMOVE -> list.remove(by, session, platform, tito, version());
    }
  }

  @Test
  void aNameOrANumberWantsNone() {
    ContactDraft draft = draft("Tito Rossi", ContactKind.TECHNICAL, "tito", "tito.vecchio");

    change(
        "",
        new ContactDraft(
            draft.name(),
            Language.EN,
            draft.kinds(),
            draft.addresses(),
            List.of(new PhoneNumber("+390255501042"))));

    assertEquals("NAME LANGUAGE PHONES", parts());
    assertEquals(1, mails("LIST"), "Bea is told");
    assertEquals(0, mails("OWNER"));
  }

  @Test
  void theOwnerOfAnAddressThatIsTakenAwayIsToldThere() {
    change(desk.session(keeper, 0), draft("Tito", ContactKind.CAMPAIGN_MANAGER, "tito"));

    assertEquals("KINDS ADDRESSES", parts());
    assertEquals(address("tito.vecchio").value(), told("OWNER"));
    assertEquals(address("bea").value(), told("LIST"));
  }

  @Test
  void whoIsTakenOffTheListIsTold() {
    list.remove(by, desk.session(keeper, 0), platform, tito, version());

    assertEquals(address("tito").value(), told("OWNER"));
  }

  @Test
  void whoGainsAnAddressIsToldAtTheOldOne() {
    change(
        desk.session(keeper, 0),
        draft("Tito", ContactKind.TECHNICAL, "tito", "tito.vecchio", "tito.nuovo"));
    assertEquals(0, mails("OWNER"), "nothing is his before he says yes");
    Claims claims = desk.bean(Claims.class);
    long claim = desk.number("select max(id) from contacts.claim");

    claims.confirm(claims.issue(claim).orElseThrow().secret());

    assertEquals(address("tito").value(), told("OWNER"));
  }

  @Test
  void whatWasTypedWaitsSealedForAnHourAndForItsOwnerOnly() {
    Caller.Customer ada = new Caller.Customer(keeper, "Ada", Language.IT);
    held.hold(ada, "una bozza");
    held.hold(ada, "la bozza " + name);

    assertEquals(Optional.of("la bozza " + name), held.of(keeper));
    assertEquals(Optional.empty(), held.of(tito));
    assertEquals(
        0,
        desk.number(
            "select count(*) from contacts.held_form where position('%s'::bytea in sealed) > 0"
                .formatted(name)));
    held.hold(ada, "x".repeat(1_000_000));
    assertEquals(Optional.of("la bozza " + name), held.of(keeper), "no form of ours");
    desk.run("update contacts.held_form set held_at = held_at - interval '61 minutes'");
    assertEquals(Optional.empty(), held.of(keeper));
  }

  @Test
  void whatWasTypedGoesWithTheChangeAndWithThePerson() {
    held.hold(new Caller.Customer(keeper, "Ada", Language.IT), "bozza");
    run(Act.CHANGE_KINDS, desk.session(keeper, 0));
    assertEquals(Optional.empty(), held.of(keeper));

    held.hold(new Caller.Customer(tito, "Tito", Language.IT), "bozza");
    desk.bean(PersonBook.class).erase(ADMIN, tito);
    assertEquals(
        0, desk.number("select count(*) from contacts.held_form where contact = " + tito.value()));
  }

  private void change(String session, ContactDraft draft) {
    list.change(by, session, platform, tito, version(), draft);
  }

  private ContactId add(String called, ContactKind kind, String... locals) {
    return people.add(ADMIN, platform, draft(called, kind, locals));
  }

  private ContactDraft draft(String called, ContactKind kind, String... locals) {
    return new ContactDraft(
        called,
        Language.IT,
        Set.of(kind),
        java.util.Arrays.stream(locals).map(this::address).toList(),
        List.of());
  }

  private EmailAddress address(String local) {
    return new EmailAddress(local + "@" + name + ".example");
  }

  private long version() {
    return desk.number("select version from contacts.contact where id = " + tito.value());
  }

  private long state() {
    return version()
        + desk.number("select count(*) from contacts.list_change")
        + desk.number("select count(*) from contacts.claim");
  }

  private String parts() {
    return desk.text("select parts from contacts.list_change order by id desc limit 1");
  }

  private long mails(String kind) {
    return desk.number(
        "select count(*) from notifications.outgoing_mail where kind = '" + kind + "'");
  }

  private String told(String kind) {
    return desk.text(
        "select string_agg(recipient, ' ') from notifications.outgoing_mail where kind = '"
            + kind
            + "'");
  }
}
