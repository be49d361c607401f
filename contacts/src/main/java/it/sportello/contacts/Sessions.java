package it.sportello.contacts;

import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signed-in browsers, kept in the database so that every node knows them and a restart signs nobody
 * out. A session ends {@link #LONGEST} after the sign-in, or {@link #IDLE} after its last use,
 * whichever is first.
 */
@ApplicationScoped
@Transactional
public class Sessions {
  public static final Duration LONGEST = Duration.ofHours(12);
  public static final Duration IDLE = Duration.ofHours(2);

  /** So long after a sign-in acts are allowed that want one of just now (ASVS 5.0, 7.5.1). */
  public static final Duration FRESH = Duration.ofMinutes(10);

  /** The last use is written at most this often: a page view is then a read. */
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Staff staff;
  @Inject Throttles throttles;
  @Inject Contacts contacts;
  @Inject HeldForms held;
  @Inject Audit audit;

  /**
   * Opens a session for staff or a customer and forgets those that are over.
   *
   * @return the secret for the cookie, told only here
   */
  String open(Caller caller, Visit visit) {
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.session where created_at < :limit",
        Map.of("limit", now.minus(LONGEST)));
    throttles.sweep();
    held.sweep();
    String secret = Secret.draw();
    Map<String, Object> row = new HashMap<>();
    row.put("hash", Secret.hash(secret));
    row.put("staff", caller instanceof Caller.Staff s ? s.id().value() : null);
    row.put("contact", caller instanceof Caller.Customer c ? c.id().value() : null);
    row.put("now", now);
    row.put("address", visit.address());
    row.put("browser", visit.browser());
    Sql.run(
        em,
        """
        insert into contacts.session
          (secret_hash, staff, contact, created_at, seen_at, proved_at, address, browser)
        values
          (:hash, cast(:staff as bigint), cast(:contact as bigint), :now, :now, :now, :address,
           :browser)
        """,
        row);
    return secret;
  }

  /** Whoever opened it did not show just now who they are, but then. */
  void proved(String secret, Instant then) {
    Sql.run(
        em,
        "update contacts.session set proved_at = least(proved_at, :then) where secret_hash = :hash",
        Map.of("then", then, "hash", Secret.hash(secret)));
  }

  /** Whose session this is; empty when it never was or is over. */
  public Optional<Caller> caller(String secret) {
    Instant now = clock.now();
    return Sql.row(
            em,
            """
            select s.staff, s.contact, s.seen_at from contacts.session s
            where s.secret_hash = :hash and s.created_at > :oldest and s.seen_at > :idle
            """,
            Map.of(
                "hash", Secret.hash(secret), "oldest", now.minus(LONGEST), "idle", now.minus(IDLE)))
        .flatMap(row -> seen(row, secret, now));
  }

  private Optional<Caller> seen(DataRow row, String secret, Instant now) {
    if (row.get("seen_at", Instant.class).isBefore(now.minus(SEEN_STEP))) {
      Sql.run(
          em,
          "update contacts.session set seen_at = :now where secret_hash = :hash",
          Map.of("hash", Secret.hash(secret), "now", now));
    }
    if (row.get("staff") != null) {
      return staff.member(new AgentId(Sql.id(row, "staff"))).map(Caller.class::cast);
    }
    return contacts
        .contact(new ContactId(Sql.id(row, "contact")))
        .map(c -> new Caller.Customer(c.id(), c.name(), c.language()));
  }

  /**
   * Whether this person has just shown who they are, and this is the session that they opened. That
   * a provider let them through by an earlier sign-in there shows nothing.
   */
  boolean isFresh(String secret, ContactId person) {
    return isFresh(secret, new Caller.Customer(person, "", Language.IT));
  }

  boolean isFresh(String secret, Caller person) {
    Instant now = clock.now();
    Map<String, Object> whose = whose(person);
    whose.put("hash", Secret.hash(secret));
    whose.put("limit", now.minus(FRESH));
    whose.put("idle", now.minus(IDLE));
    return Sql.row(
            em,
            """
            select 1 n from contacts.session
            where secret_hash = :hash and (staff = :staff or contact = :contact)
              and created_at > :limit and proved_at > :limit and seen_at > :idle
            """,
            whose)
        .isPresent();
  }

  /**
   * One of the sessions of somebody.
   *
   * @param address where it was opened from, and {@code browser} in what
   * @param own whether it is the one that asks
   */
  public record Open(
      long id, Instant created, Instant seen, String address, String browser, boolean own) {}

  /** The sessions of this person that are not over, the last used first. */
  public List<Open> of(Caller caller, String own) {
    Instant now = clock.now();
    Map<String, Object> whose = whose(caller);
    whose.put("own", Secret.hash(own));
    whose.put("oldest", now.minus(LONGEST));
    whose.put("idle", now.minus(IDLE));
    return Sql.rows(
            em,
            """
            select id, created_at, seen_at, address, browser, secret_hash = :own own
            from contacts.session
            where (staff = :staff or contact = :contact)
              and created_at > :oldest and seen_at > :idle
            order by seen_at desc, id desc limit 100
            """,
            whose)
        .stream()
        .map(Sessions::open)
        .toList();
  }

  private static Open open(DataRow row) {
    return new Open(
        Sql.id(row, "id"),
        row.get("created_at", Instant.class),
        row.get("seen_at", Instant.class),
        Sql.text(row, "address"),
        Sql.text(row, "browser"),
        row.get("own", Boolean.class));
  }

  /** 0 is nobody's id. */
  private static Map<String, Object> whose(Caller caller) {
    Map<String, Object> whose = new HashMap<>();
    whose.put("staff", caller instanceof Caller.Staff staff ? staff.id().value() : 0L);
    whose.put("contact", caller instanceof Caller.Customer c ? c.id().value() : 0L);
    return whose;
  }

  /** Somebody goes. */
  public void signOut(Caller who, String secret) {
    if (delete(secret)) {
      audit.record(who, "session.close", subject(who));
    }
  }

  private static String subject(Caller who) {
    return who instanceof Caller.Staff staff
        ? "staff:" + staff.id().value()
        : who instanceof Caller.Customer customer ? "contact:" + customer.id().value() : "desk";
  }

  /** Ends what a browser held before it signs in anew. */
  public void end(String secret) {
    delete(secret);
  }

  private boolean delete(String secret) {
    return Sql.run(
            em,
            "delete from contacts.session where secret_hash = :hash",
            Map.of("hash", Secret.hash(secret)))
        == 1;
  }

  /** Ends one of the caller's own sessions; another's is left alone. */
  public void end(Caller caller, long id) {
    Map<String, Object> whose = whose(caller);
    whose.put("id", id);
    int ended =
        Sql.run(
            em,
            """
            delete from contacts.session
            where id = :id and (staff = :staff or contact = :contact)
            """,
            whose);
    told(caller, ended);
  }

  /** One line for an act, however many sessions it ended. */
  private void told(Caller caller, int ended) {
    if (ended > 0) {
      audit.record(caller, "session.end", subject(caller));
    }
  }

  /** Ends all of the caller's sessions but the one that asks. */
  public void endOthers(Caller caller, String own) {
    Map<String, Object> whose = whose(caller);
    whose.put("own", Secret.hash(own));
    int ended =
        Sql.run(
            em,
            """
            delete from contacts.session
            where secret_hash <> :own and (staff = :staff or contact = :contact)
            """,
            whose);
    told(caller, ended);
  }

  /** Also one that is being opened now: see {@link Staff#hold}. */
  void endAll(AgentId agent) {
    Sql.rows(
        em,
        "select id from contacts.staff where id = :staff for no key update",
        Map.of("staff", agent.value()));
    Sql.run(
        em, "delete from contacts.session where staff = :staff", Map.of("staff", agent.value()));
  }

  /**
   * Which of these sessions still are; for streams, which were opened once and go on. Nobody is
   * seen by it.
   */
  public Set<String> alive(Collection<String> secrets) {
    if (secrets.isEmpty()) {
      return Set.of();
    }
    Map<String, String> names = new HashMap<>();
    secrets.forEach(secret -> names.put(Secret.name(secret), secret));
    Instant now = clock.now();
    return Sql.rows(
            em,
            """
            select encode(s.secret_hash, 'hex') name from contacts.session s
            left join contacts.staff m on m.id = s.staff
            where s.secret_hash in
                (select decode(n, 'hex') from unnest(string_to_array(:names, ' ')) n)
              and s.created_at > :oldest and s.seen_at > :idle and m.disabled_at is null
            """,
            Map.of(
                "names", String.join(" ", names.keySet()),
                "oldest", now.minus(LONGEST),
                "idle", now.minus(IDLE)))
        .stream()
        .map(row -> names.get(Sql.text(row, "name")))
        .collect(toSet());
  }
}
