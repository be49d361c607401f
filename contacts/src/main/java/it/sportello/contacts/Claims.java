package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Addresses that wait for their owner's word. The owner gets a link that is good once and for
 * {@link #LIFE}. What anybody else has registered is not told by whether or how an owner is asked.
 */
@ApplicationScoped
@Transactional
public class Claims {
  public static final Duration LIFE = Duration.ofDays(7);
  static final int MOST_A_PLATFORM = 50;
  static final int MOST_AN_ADDRESS = 5;
  static final int MOST_A_DAY = 100;

  private static final String CLAIM =
      "select id, contact, address, name, kinds, asked_at, mails from contacts.claim ";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Event<ContactEvent> events;
  @Inject ListChanges changes;
  @Inject Contacts contacts;

  /**
   * What an owner is asked.
   *
   * @param secret what the link carries, told only here
   * @param platform its name; no word that a customer has typed goes out to a stranger
   */
  public record Issued(String secret, String platform) {}

  /** What the owner of a link sees before they answer. */
  public record Question(String platform, String name, EmailAddress address) {}

  /** What became of an owner's yes. */
  public enum Outcome {
    CONFIRMED,
    /** Used, withdrawn, too old, or never given out. */
    EXPIRED,
    /** The address belongs to another person by now. */
    TAKEN
  }

  /** A fresh link for the mail about this claim; empty when nobody is to be asked any more. */
  public Optional<Issued> issue(long claim) {
    String secret = Secret.draw();
    return Sql.row(
            em,
            """
            update contacts.claim c set secret_hash = :hash, secret_at = :now
            from contacts.platform p
            where c.id = :id and p.id = c.platform and p.closed_at is null
            returning p.name platform
            """,
            Map.of("hash", Secret.hash(secret), "now", clock.now(), "id", claim))
        .map(row -> new Issued(secret, Sql.text(row, "platform")));
  }

  /** To whom the mail about this claim goes. */
  public Optional<Recipient> recipient(long claim) {
    return Sql.row(
            em, "select address, language from contacts.claim where id = :id", Map.of("id", claim))
        .map(Recipient::of);
  }

  /** Looking uses nothing up. */
  public Optional<Question> question(String secret) {
    return Sql.row(
            em,
            """
            select p.name platform, c.name, c.address from contacts.claim c
            join contacts.platform p on p.id = c.platform and p.closed_at is null
            where c.secret_hash = :hash and c.secret_at > :limit
            """,
            Map.of("hash", Secret.hash(secret), "limit", clock.now().minus(LIFE)))
        .map(
            row ->
                new Question(
                    Sql.text(row, "platform"),
                    Sql.text(row, "name"),
                    new EmailAddress(Sql.text(row, "address"))));
  }

  /** The owner says yes. Of two that say so at once one is heard. */
  public Outcome confirm(String secret) {
    Map<String, Object> which =
        Map.of("hash", Secret.hash(secret), "limit", clock.now().minus(LIFE));
    Optional<DataRow> found =
        Sql.row(
            em,
            "select platform from contacts.claim where secret_hash = :hash and secret_at > :limit",
            which);
    if (found.isEmpty()) {
      return Outcome.EXPIRED;
    }
    PlatformId platform = new PlatformId(Sql.id(found.get(), "platform"));
    if (RegistryRows.lock(em, platform).get("closed", Boolean.class)) {
      return Outcome.EXPIRED;
    }
    return Sql.row(
            em,
            """
            delete from contacts.claim where secret_hash = :hash and secret_at > :limit
            returning id, contact, address_key, address, name, language, kinds, phones
            """,
            which)
        .map(claim -> confirmed(platform, claim))
        .orElse(Outcome.EXPIRED);
  }

  /** The owner has proved that the address is theirs; to whom it then belongs is decided here. */
  private Outcome confirmed(PlatformId platform, DataRow claim) {
    EmailAddress address = new EmailAddress(Sql.text(claim, "address"));
    Optional<ContactId> owner = RegistryRows.owner(em, address.key());
    if (claim.get("contact") == null) {
      ContactId person = owner.orElseGet(() -> registered(claim, address));
      join(platform, person, claim);
      changes.confirmed(platform, person);
      return Outcome.CONFIRMED;
    }
    ContactId person = new ContactId(Sql.id(claim, "contact"));
    if (owner.isPresent()) {
      return owner.get().equals(person) ? Outcome.CONFIRMED : Outcome.TAKEN;
    }
    Optional<Contact> before = contacts.contact(person);
    RegistryRows.address(em, person, address, ContactDraft.MOST_WAYS);
    long change = changes.confirmed(platform, person);
    // Whoever has got into the list must not gain an address that the person knows nothing of.
    before.ifPresent(
        known ->
            known.addresses().stream()
                .findFirst()
                .ifPresent(old -> changes.tell(change, platform, old, known.language())));
    return Outcome.CONFIRMED;
  }

  private ContactId registered(DataRow claim, EmailAddress address) {
    ContactId person =
        RegistryRows.insert(
            em, Sql.text(claim, "name"), Language.valueOf(Sql.text(claim, "language")));
    RegistryRows.address(em, person, address, 0);
    RegistryRows.phones(
        em, person, Sql.text(claim, "phones").lines().map(PhoneNumber::new).toList());
    return person;
  }

  /** What somebody already is at the platform they stay. */
  private void join(PlatformId platform, ContactId person, DataRow claim) {
    for (ContactKind kind : Kinds.read(Sql.text(claim, "kinds"))) {
      Sql.run(
          em,
          """
          insert into contacts.contact_platform (contact, platform, kind)
          values (:contact, :platform, :kind) on conflict do nothing
          """,
          Map.of("contact", person.value(), "platform", platform.value(), "kind", kind.name()));
    }
  }

  /** Of further addresses that this person is to have. */
  public List<Long> about(ContactId person) {
    return Sql.rows(
            em,
            "select id from contacts.claim where contact = :person",
            Map.of("person", person.value()))
        .stream()
        .map(row -> Sql.id(row, "id"))
        .toList();
  }

  List<Claim> of(PlatformId platform) {
    return Sql.rows(
            em,
            CLAIM + "where platform = :platform order by asked_at, id",
            Map.of("platform", platform.value()))
        .stream()
        .map(Claims::claim)
        .toList();
  }

  /**
   * @throws InvalidEntry when the address waits here already, or too much waits
   */
  long ask(
      ContactId keeper,
      PlatformId platform,
      Optional<ContactId> contact,
      EmailAddress address,
      ContactDraft draft) {
    Instant now = clock.now();
    refuseTooMany(platform, address, now);
    Map<String, Object> row = new HashMap<>();
    row.put("platform", platform.value());
    row.put("contact", contact.map(ContactId::value).orElse(null));
    row.put("key", address.key());
    row.put("address", address.value());
    row.put("name", draft.name());
    row.put("language", draft.language().name());
    row.put("kinds", Kinds.write(draft.kinds()));
    row.put(
        "phones", draft.phones().stream().map(PhoneNumber::e164).collect(Collectors.joining("\n")));
    row.put("keeper", keeper.value());
    row.put("now", now);
    long claim =
        Sql.row(
                em,
                """
                insert into contacts.claim
                  (platform, contact, address_key, address, name, language, kinds, phones, asked_by, asked_at)
                values (:platform, cast(:contact as bigint), :key, :address, :name, :language, :kinds,
                  :phones, :keeper, :now)
                on conflict (platform, address_key) do nothing returning id
                """,
                row)
            .map(stored -> Sql.id(stored, "id"))
            .orElseThrow(() -> new InvalidEntry("/addresses", "address.waiting"));
    events.fire(new ContactEvent.OwnerAsked(claim, platform, now));
    return claim;
  }

  void again(PlatformId platform, long claim) {
    int asked =
        Sql.run(
            em,
            "update contacts.claim set mails = mails + 1 where id = :id and platform = :platform and mails < :most",
            Map.of("id", claim, "platform", platform.value(), "most", Claim.MOST_MAILS));
    if (asked == 0) {
      throw new InvalidEntry("", "claim.asked");
    }
    events.fire(new ContactEvent.OwnerAsked(claim, platform, clock.now()));
  }

  void withdraw(PlatformId platform, long claim) {
    int gone =
        Sql.run(
            em,
            "delete from contacts.claim where id = :id and platform = :platform",
            Map.of("id", claim, "platform", platform.value()));
    if (gone == 0) {
      throw new UnknownContact();
    }
  }

  void withdraw(PlatformId platform, ContactId contact) {
    Sql.run(
        em,
        "delete from contacts.claim where contact = :contact and platform = :platform",
        Map.of("contact", contact.value(), "platform", platform.value()));
  }

  /** Who may name addresses must not make of the desk a gun for mail. */
  private void refuseTooMany(PlatformId platform, EmailAddress address, Instant now) {
    DataRow waiting =
        Sql.row(
                em,
                """
                select count(*) filter (where platform = :platform) here,
                  count(*) filter (where address_key = :key) same,
                  (select count(*) from contacts.list_change l
                    where l.platform = :platform and l.at > :day and l.what in ('ASKED', 'CHANGED')) today
                from contacts.claim where platform = :platform or address_key = :key
                """,
                Map.of(
                    "platform",
                    platform.value(),
                    "key",
                    address.key(),
                    "day",
                    now.minus(Duration.ofDays(1))))
            .orElseThrow();
    if (Sql.id(waiting, "here") >= MOST_A_PLATFORM
        || Sql.id(waiting, "same") >= MOST_AN_ADDRESS
        || Sql.id(waiting, "today") >= MOST_A_DAY) {
      throw new InvalidEntry("/addresses", "claim.many");
    }
  }

  private static Claim claim(DataRow row) {
    return new Claim(
        Sql.id(row, "id"),
        Optional.ofNullable(row.get("contact")).map(id -> new ContactId(((Number) id).longValue())),
        new EmailAddress(Sql.text(row, "address")),
        Sql.text(row, "name"),
        Kinds.read(Sql.text(row, "kinds")),
        row.get("asked_at", Instant.class),
        ((Number) row.get("mails")).intValue());
  }
}
