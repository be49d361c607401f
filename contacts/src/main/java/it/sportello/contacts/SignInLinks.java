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
 * One-time links by which customers sign in: good once, for {@link #LIFE}, in the browser that
 * asked for them, at most {@link #AT_ONCE} open for a person.
 */
@ApplicationScoped
@Transactional
public class SignInLinks {
  public static final Duration LIFE = Duration.ofMinutes(15);
  public static final int AT_ONCE = 12;

  private static final int OF_NETWORK = 20;
  private static final Duration OF_NETWORK_REFILL = Duration.ofSeconds(30);
  private static final int OF_ADDRESS = 3;
  private static final Duration OF_ADDRESS_REFILL = Duration.ofMinutes(5);
  private static final int OF_BROWSER = 3;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Contacts contacts;
  @Inject Entries entries;
  @Inject Devices devices;
  @Inject Throttles throttles;
  @Inject Audit audit;
  @Inject Refusals refusals;

  /**
   * @param secret what the link carries, told only here
   */
  public record Issued(String secret, Contact contact) {}

  /**
   * @param person the customer, where it is one
   * @param session the secret for the session's cookie, told only here
   * @param device the secret by which this browser is known from now on
   */
  public record Redeemed(Optional<ContactId> person, String session, String device) {}

  /** The secret by which a browser is told from others: the one it has, else a new one. */
  public static String browser(String has) {
    return has.matches("[A-Za-z0-9_-]{43}") ? has : Secret.draw();
  }

  /**
   * Notes that this browser asks for a link; the next one that is issued to the address is for it.
   * The same for every address, registered or not. Strangers who ask for links to somebody's
   * address do not use up what the browsers that this person has used before may ask for.
   *
   * @param browser the secret that this browser holds
   * @return how long to wait when too many were asked for; then nothing is noted
   */
  public Optional<Duration> request(EmailAddress address, String browser, Visit visit) {
    Optional<Duration> wait = guard(address, visit);
    if (wait.isPresent()) {
      return wait;
    }
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.link_request where made_at < :limit",
        Map.of("limit", now.minus(LIFE)));
    Sql.run(
        em,
        """
        insert into contacts.link_request (address_key, browser_hash, made_at)
        values (:address, :browser, :now)
        """,
        Map.of("address", address.key(), "browser", Secret.hash(browser), "now", now));
    return Optional.empty();
  }

  private Optional<Duration> guard(EmailAddress address, Visit visit) {
    if (devices.knowsAddress(visit.device(), address)) {
      return throttles.take(
          "link-device:" + Secret.name(visit.device()), OF_BROWSER, OF_ADDRESS_REFILL);
    }
    return throttles
        .take("link-network:" + visit.network(), OF_NETWORK, OF_NETWORK_REFILL)
        .or(
            () ->
                throttles.take(
                    "link-address:" + Secret.name(address.key()), OF_ADDRESS, OF_ADDRESS_REFILL));
  }

  /**
   * A link for the person with this registered address; empty when there is none, nobody waits for
   * it any more, or enough links are on their way.
   */
  public Optional<Issued> issue(EmailAddress address) {
    Instant now = clock.now();
    Optional<Contact> known = contacts.contactByAddress(address);
    if (known.isEmpty()) {
      refusals.link();
    }
    return known
        .filter(contact -> !contact.platforms().isEmpty())
        .filter(contact -> onTheirWay(contact.id(), now) < AT_ONCE)
        .flatMap(contact -> waiting(address, now).map(hash -> issued(contact, hash, now)));
  }

  /** Who has waited longest; of two mails that are made at once each takes another. */
  private Optional<byte[]> waiting(EmailAddress address, Instant now) {
    return Sql.row(
            em,
            """
            update contacts.link_request set issued_at = :now
            where id = (select id from contacts.link_request
                        where address_key = :address and issued_at is null and made_at > :limit
                        order by id limit 1 for update skip locked)
            returning browser_hash
            """,
            Map.of("now", now, "address", address.key(), "limit", now.minus(LIFE)))
        .map(row -> row.get("browser_hash", byte[].class));
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

  private Issued issued(Contact contact, byte[] browserHash, Instant now) {
    Sql.run(
        em,
        "delete from contacts.sign_in_link where contact = :contact and created_at < :limit",
        Map.of("contact", contact.id().value(), "limit", now.minus(LIFE)));
    String secret = Secret.draw();
    Sql.run(
        em,
        """
        insert into contacts.sign_in_link (secret_hash, contact, created_at, browser_hash)
        values (:hash, :contact, :now, :browser)
        """,
        Map.of(
            "hash",
            Secret.hash(secret),
            "contact",
            contact.id().value(),
            "now",
            now,
            "browser",
            browserHash));
    audit.recordNobody("link.send", "contact:" + contact.id().value());
    return new Issued(secret, contact);
  }

  /**
   * Uses the link up and signs in; of two that try at once one gets in. Another browser neither
   * gets in nor uses it up.
   *
   * @param browser the secret that this browser holds
   */
  public Optional<Redeemed> redeem(String secret, String browser, Visit visit) {
    Instant now = clock.now();
    return Sql.row(
            em,
            """
            update contacts.sign_in_link set used_at = :now
            where secret_hash = :hash and browser_hash = :browser
              and used_at is null and created_at > :limit
            returning contact
            """,
            Map.of(
                "hash", Secret.hash(secret),
                "browser", Secret.hash(browser),
                "now", now,
                "limit", now.minus(LIFE)))
        .flatMap(row -> contacts.contact(new ContactId(Sql.id(row, "contact"))))
        .map(contact -> new Caller.Customer(contact.id(), contact.name(), contact.language()))
        .map(customer -> entries.customer(customer, How.LINK, visit));
  }
}
