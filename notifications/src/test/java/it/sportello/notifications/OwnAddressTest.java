package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.OwnAddress;
import it.sportello.contacts.OwnAddress.Outcome;
import it.sportello.contacts.Role;
import it.sportello.contacts.StaleSignIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member of the staff has another address once whoever reads it has said so. */
@Timeout(120)
class OwnAddressTest {
  private static final Pattern LINK = Pattern.compile("/confirm\\?t=(?:3D)?([A-Za-z0-9_-]{43})");

  private final TestDesk desk = TestDesk.get();
  private final OwnAddress addresses = desk.bean(OwnAddress.class);
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private Caller.Staff me;

  @BeforeEach
  void aMemberOfTheStaff() {
    desk.run("delete from notifications.outgoing_mail; delete from contacts.throttle");
    me = member("vecchio");
  }

  @Test
  void itIsTheirsOnceItsReaderHasSaidYesAndTheOldOneIsTold() {
    addresses.ask(me, session(me, 0), address("nuovo"));
    assertEquals("vecchio." + run + "@desk.example", email(me));
    assertEquals(Optional.of(address("nuovo")), addresses.waiting(me));
    String mail = mail("MEMBER_CONFIRM", "nuovo");
    String secret = secretIn(mail);

    assertEquals(Optional.of(address("nuovo")), addresses.question(secret));
    assertEquals("vecchio." + run + "@desk.example", email(me), "looking changes nothing");
    assertEquals(Outcome.CONFIRMED, addresses.confirm(secret));

    assertEquals(address("nuovo").value(), email(me));
    assertEquals(Optional.empty(), addresses.waiting(me));
    String told = mail("MEMBER_MOVED", "vecchio");
    assertFalse(told.contains("nuovo." + run), "who reads the old one may have lost it");
    assertEquals(Outcome.EXPIRED, addresses.confirm(secret), "once");
    assertEquals(1, acts("staff.address_asked"));
    assertEquals(1, acts("staff.address"));
  }

  @Test
  void itWantsASignInOfTheLastTenMinutesAndOnesOwn() {
    Caller.Staff other = member("altro");
    ContactId customer =
        new ContactId(desk.number("select min(contact) from contacts.contact_address"));

    for (String stale :
        List.of(
            session(me, 11), session(other, 0), desk.session(customer, 0), "", "x".repeat(9_000))) {
      assertThrows(StaleSignIn.class, () -> addresses.ask(me, stale, address("nuovo")));
    }

    assertEquals(Optional.empty(), addresses.waiting(me));
    assertEquals(0, desk.number("select count(*) from notifications.outgoing_mail"));
    addresses.ask(me, session(me, 9), address("nuovo"));
  }

  @Test
  void theLinkToOneAddressNeverConfirmsAnother() {
    addresses.ask(me, session(me, 0), address("mio"));
    String first = secretIn(mail("MEMBER_CONFIRM", "mio"));
    addresses.ask(me, session(me, 0), address("tuo"));

    assertEquals(Optional.empty(), addresses.question(first));
    assertEquals(Outcome.EXPIRED, addresses.confirm(first));
    addresses.ask(me, session(me, 0), address("primo"));
    addresses.ask(me, session(me, 0), address("secondo"));
    // Both mails are made now: the one to the first address has nothing to ask any more.
    String second = secretIn(mail("MEMBER_CONFIRM", "secondo"));
    assertEquals(
        "DROPPED",
        desk.text(
            "select state from notifications.outgoing_mail where recipient = '' order by id desc limit 1"));
    assertEquals(Outcome.CONFIRMED, addresses.confirm(second));
    assertEquals(address("secondo").value(), email(me));
  }

  @Test
  void whatIsOldWithdrawnOrOfSomebodySwitchedOffIsOver() {
    addresses.ask(me, session(me, 0), address("nuovo"));
    String withdrawn = secretIn(mail("MEMBER_CONFIRM", "nuovo"));
    addresses.withdraw(member("altro"));
    assertTrue(addresses.question(withdrawn).isPresent(), "another's withdrawal");
    addresses.withdraw(me);
    assertEquals(Outcome.EXPIRED, addresses.confirm(withdrawn));

    addresses.ask(me, session(me, 0), address("nuovo"));
    String old = secretIn(mail("MEMBER_CONFIRM", "nuovo"));
    desk.run("update contacts.staff_claim set asked_at = asked_at - interval '25 hours'");
    assertEquals(Optional.empty(), addresses.waiting(me));
    assertEquals(Outcome.EXPIRED, addresses.confirm(old));

    addresses.ask(me, session(me, 0), address("nuovo"));
    String off = secretIn(mail("MEMBER_CONFIRM", "nuovo"));
    desk.run("update contacts.staff set disabled_at = now() where id = " + me.id().value());
    assertEquals(Optional.empty(), addresses.question(off));
    assertEquals(Outcome.EXPIRED, addresses.confirm(off));
    assertEquals("vecchio." + run + "@desk.example", email(me));
    for (String none : List.of("", "null", " ", "%", off + " ")) {
      assertEquals(Outcome.EXPIRED, addresses.confirm(none));
    }
  }

  @Test
  void aColleaguesAddressStaysTheirs() {
    Caller.Staff other = member("altro");
    addresses.ask(me, session(me, 0), new EmailAddress("ALTRO." + run + "@desk.example"));

    assertEquals(Outcome.TAKEN, addresses.confirm(secretIn(mail("MEMBER_CONFIRM", "altro"))));

    assertEquals("vecchio." + run + "@desk.example", email(me));
    assertEquals("altro." + run + "@desk.example", email(other));
    assertEquals(0, acts("staff.address"));
  }

  @Test
  void nobodyIsAskedOverAndOver() {
    for (int i = 0; i < 5; i++) {
      addresses.ask(me, session(me, 0), address("vittima" + i));
    }
    String session = session(me, 0);
    InvalidValue often =
        assertThrows(InvalidValue.class, () -> addresses.ask(me, session, address("vittima5")));

    assertEquals("address.often", often.key());
    assertEquals(5, desk.number("select count(*) from notifications.outgoing_mail"));
    InvalidValue same =
        assertThrows(
            InvalidValue.class, () -> addresses.ask(me, session, new EmailAddress(email(me))));
    assertEquals("address.same", same.key());
  }

  @Test
  void ofEightWhoSayYesAtOnceOneIsHeard() {
    addresses.ask(me, session(me, 0), address("nuovo"));
    String secret = secretIn(mail("MEMBER_CONFIRM", "nuovo"));

    List<CompletableFuture<Outcome>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> addresses.confirm(secret)))
            .toList();

    assertEquals(
        1, all.stream().map(CompletableFuture::join).filter(Outcome.CONFIRMED::equals).count());
    assertEquals(1, acts("staff.address"));
  }

  private Caller.Staff member(String called) {
    long id =
        desk.number(
            """
            insert into contacts.staff (login, name, language, roles, email, password_hash)
            values ('%1$s.%2$s', 'Olga', 'IT', 'AGENT', '%1$s.%2$s@desk.example', '') returning id
            """
                .formatted(called, run));
    return new Caller.Staff(new AgentId(id), "Olga", Language.IT, Set.of(Role.AGENT));
  }

  private String session(Caller.Staff of, int minutesAgo) {
    String secret = UUID.randomUUID().toString();
    desk.run(
        """
        insert into contacts.session (secret_hash, staff, created_at, seen_at)
        values (sha256('%s'), %d, now() - interval '%d minutes', now())
        """
            .formatted(secret, of.id().value(), minutesAgo));
    return secret;
  }

  private EmailAddress address(String local) {
    return new EmailAddress(local + "." + run + "@altrove.example");
  }

  private String email(Caller.Staff of) {
    return desk.text("select email from contacts.staff where id = " + of.id().value());
  }

  private long acts(String action) {
    return desk.number(
        "select count(*) from contacts.audit where action = '%s' and subject = 'staff:%d'"
            .formatted(action, me.id().value()));
  }

  /** What is written to this address, once all mails that wait are made. */
  private String mail(String kind, String local) {
    LetterDesk letters = desk.bean(LetterDesk.class);
    desk.bean(OutboxQueue.class)
        .claim(RelayKey.DEFAULT, 500, Duration.ofMinutes(5))
        .forEach(mail -> letters.render(List.of(mail)));
    return desk.text(
        """
        select convert_from(rendered, 'UTF8') from notifications.outgoing_mail
        where kind = '%s' and lower(recipient) like '%s.%s@%%' order by id desc limit 1
        """
            .formatted(kind, local, run));
  }

  private static String secretIn(String mail) {
    String whole = mail.replace("=\r\n", "").replace("=3D", "=");
    Matcher link = LINK.matcher(whole);
    assertTrue(link.find(), whole);
    return link.group(1);
  }
}
