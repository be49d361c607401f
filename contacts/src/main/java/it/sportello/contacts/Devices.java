package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Browsers in which somebody has signed in before. It proves nobody's identity; it only spares an
 * owner the queue of strangers who guess at the same account (OWASP, device cookies).
 */
@ApplicationScoped
@Transactional
class Devices {
  static final Duration LIFE = Duration.ofDays(180);
  private static final int MOST = 20;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  boolean knows(String device, AgentId agent) {
    return knows(device, owner(agent));
  }

  /** By a login that may be nobody's: one statement either way. */
  boolean knowsLogin(String device, String login) {
    return Sql.row(
            em,
            """
            select 1 from contacts.known_device d
            join contacts.staff s on d.owner = 'staff:' || s.id
            where s.login = :login and d.secret_hash = :hash and d.seen_at > :oldest
            """,
            Map.of("login", login, "hash", Secret.hash(device), "oldest", oldest()))
        .isPresent();
  }

  /** By an address that may be nobody's: one statement either way. */
  boolean knowsAddress(String device, EmailAddress address) {
    return Sql.row(
            em,
            """
            select 1 from contacts.known_device d
            join contacts.contact_address a on d.owner = 'contact:' || a.contact
            where a.address_key = :address and d.secret_hash = :hash and d.seen_at > :oldest
            """,
            Map.of("address", address.key(), "hash", Secret.hash(device), "oldest", oldest()))
        .isPresent();
  }

  private boolean knows(String device, String owner) {
    return Sql.row(
            em,
            """
            select 1 from contacts.known_device
            where secret_hash = :hash and owner = :owner and seen_at > :oldest
            """,
            Map.of("hash", Secret.hash(device), "owner", owner, "oldest", oldest()))
        .isPresent();
  }

  /**
   * From now on this browser is known.
   *
   * @return the secret for its cookie: the one it has, if it is one of ours, else a new one
   */
  String remember(String device, AgentId agent) {
    return remember(device, owner(agent));
  }

  String remember(String device, ContactId contact) {
    return remember(device, owner(contact));
  }

  private String remember(String device, String owner) {
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.known_device where seen_at < :oldest",
        Map.of("oldest", oldest()));
    // Never a secret that somebody else could have put into this browser.
    String secret = knows(device, owner) ? device : Secret.draw();
    Sql.run(
        em,
        """
        insert into contacts.known_device (secret_hash, owner, seen_at) values (:hash, :owner, :now)
        on conflict (secret_hash, owner) do update set seen_at = excluded.seen_at
        """,
        Map.of("hash", Secret.hash(secret), "owner", owner, "now", now));
    Sql.run(
        em,
        """
        delete from contacts.known_device where owner = :owner and secret_hash not in
          (select secret_hash from contacts.known_device where owner = :owner
           order by seen_at desc, secret_hash limit :most)
        """,
        Map.of("owner", owner, "most", MOST));
    return secret;
  }

  void forget(AgentId agent) {
    Sql.run(
        em,
        "delete from contacts.known_device where owner = :owner",
        Map.of("owner", owner(agent)));
  }

  private Instant oldest() {
    return clock.now().minus(LIFE);
  }

  private static String owner(AgentId agent) {
    return "staff:" + agent.value();
  }

  private static String owner(ContactId contact) {
    return "contact:" + contact.value();
  }
}
