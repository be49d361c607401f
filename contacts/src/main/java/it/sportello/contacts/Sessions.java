package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signed-in browsers, kept in the database so that every node knows them and a restart signs nobody
 * out. A session ends {@link #LONGEST} after the sign-in, or {@link #IDLE} after its last use,
 * whichever is first.
 */
@ApplicationScoped
@Transactional
public class Sessions {
  public static final Duration LONGEST = Duration.ofHours(12);
  public static final Duration IDLE = Duration.ofHours(1);

  /** The last use is written at most this often: a page view is then a read. */
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Staff staff;
  @Inject Contacts contacts;

  /**
   * Opens a session for staff or a customer and forgets those that are over.
   *
   * @return the secret for the cookie, told only here
   */
  public String open(Caller caller) {
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.session where created_at < :limit",
        Map.of("limit", now.minus(LONGEST)));
    String secret = Secret.draw();
    Map<String, Object> row = new HashMap<>();
    row.put("hash", Secret.hash(secret));
    row.put("staff", caller instanceof Caller.Staff s ? s.id().value() : null);
    row.put("contact", caller instanceof Caller.Customer c ? c.id().value() : null);
    row.put("now", now);
    Sql.run(
        em,
        """
        insert into contacts.session (secret_hash, staff, contact, created_at, seen_at)
        values (:hash, cast(:staff as bigint), cast(:contact as bigint), :now, :now)
        """,
        row);
    return secret;
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

  private Optional<Caller> seen(Tuple row, String secret, Instant now) {
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

  public void end(String secret) {
    Sql.run(
        em,
        "delete from contacts.session where secret_hash = :hash",
        Map.of("hash", Secret.hash(secret)));
  }
}
