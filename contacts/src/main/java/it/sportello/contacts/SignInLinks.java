package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One-time links by which customers sign in: good once, for {@link #LIFE}, at most {@link #AT_ONCE}
 * open for a person.
 */
@ApplicationScoped
@Transactional
public class SignInLinks {
  public static final Duration LIFE = Duration.ofMinutes(15);
  public static final int AT_ONCE = 3;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Contacts contacts;

  /**
   * @param secret what the link carries, told only here
   */
  public record Issued(String secret, Contact contact) {}

  /**
   * A link for the person with this registered address; empty when there is none, or enough links
   * are on their way.
   */
  public Optional<Issued> issue(EmailAddress address) {
    Instant now = clock.now();
    return contacts
        .contactByAddress(address)
        .filter(contact -> !contact.platforms().isEmpty())
        .filter(contact -> onTheirWay(contact.id(), now) < AT_ONCE)
        .map(contact -> new Issued(store(contact.id(), now), contact));
  }

  private int onTheirWay(ContactId contact, Instant now) {
    return (int)
        Sql.id(
            Sql.row(
                    em,
                    """
                    select count(*) n from contacts.sign_in_link
                    where contact = :contact and created_at > :limit and used_at is null
                    """,
                    Map.of("contact", contact.value(), "limit", now.minus(LIFE)))
                .orElseThrow(),
            "n");
  }

  private String store(ContactId contact, Instant now) {
    Sql.run(
        em,
        "delete from contacts.sign_in_link where contact = :contact and created_at < :limit",
        Map.of("contact", contact.value(), "limit", now.minus(LIFE)));
    String secret = Secret.draw();
    Sql.run(
        em,
        "insert into contacts.sign_in_link (secret_hash, contact, created_at) values (:hash, :contact, :now)",
        Map.of("hash", Secret.hash(secret), "contact", contact.value(), "now", now));
    return secret;
  }

  /** Uses the link up. Of two that try at once one gets in. */
  public Optional<Caller.Customer> redeem(String secret) {
    Instant now = clock.now();
    return Sql.row(
            em,
            """
            update contacts.sign_in_link set used_at = :now
            where secret_hash = :hash and used_at is null and created_at > :limit
            returning contact
            """,
            Map.of("hash", Secret.hash(secret), "now", now, "limit", now.minus(LIFE)))
        .flatMap(row -> contacts.contact(new ContactId(Sql.id(row, "contact"))))
        .map(contact -> new Caller.Customer(contact.id(), contact.name(), contact.language()));
  }
}
