package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in by the word of an identity provider. Whoever comes for the first time is found by the
 * address that the provider has verified, and bound to the provider's name for them; from then on
 * only that name counts, so that an address given to somebody else opens nothing. Nobody is created
 * by it.
 */
@ApplicationScoped
@Transactional
public class ProviderSignIns {
  public static final Duration LIFE = Duration.ofMinutes(10);
  private static final int OF_NETWORK = 30;
  private static final Duration OF_NETWORK_REFILL = Duration.ofSeconds(10);

  /** Whom a provider speaks for. */
  public enum Whom {
    STAFF,
    CUSTOMERS
  }

  /**
   * A sign-in on its way.
   *
   * @param state by which the answer is recognised; {@code nonce} stands in the token
   * @param verifier RFC 7636: shown only to the provider, in exchange for the token
   * @param next where to go on afterwards, a path of this desk
   */
  public record Journey(Whom whom, String state, String nonce, String verifier, String next) {}

  /**
   * Who the provider says it is, every claim checked.
   *
   * @param address that the provider has verified; empty for none
   * @param token the ID token that says all this
   * @param proved when the provider last asked them who they are; long ago where it does not say
   */
  public record Identity(
      String issuer, String subject, String address, String token, Instant proved) {}

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Seal seal;
  @Inject Staff staff;
  @Inject Contacts contacts;
  @Inject Entries entries;
  @Inject Throttles throttles;
  @Inject Refusals refusals;
  @Inject Sessions sessions;
  @Inject ProviderExits exits;
  @Inject Audit audit;

  /** The secret by which the browser is recognised that was sent to the provider. */
  public static String browser() {
    return Secret.draw();
  }

  /** Empty when too many were sent from this network. */
  public Optional<Journey> begin(Whom whom, String browser, String next, Visit visit) {
    if (throttles
        .take("provider-network:" + visit.network(), OF_NETWORK, OF_NETWORK_REFILL)
        .isPresent()) {
      return Optional.empty();
    }
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.provider_request where made_at < :limit",
        Map.of("limit", now.minus(LIFE)));
    Journey journey = new Journey(whom, Secret.draw(), Secret.draw(), Secret.draw(), next);
    String hidden = String.join("\n", journey.nonce(), journey.verifier(), next);
    Sql.run(
        em,
        """
        insert into contacts.provider_request (state_hash, browser_hash, whom, sealed, made_at)
        values (:state, :browser, :whom, :sealed, :now)
        """,
        Map.of(
            "state", Secret.hash(journey.state()),
            "browser", Secret.hash(browser),
            "whom", whom.name(),
            "sealed", seal.seal(context(journey.state()), hidden.getBytes(StandardCharsets.UTF_8)),
            "now", now));
    return Optional.of(journey);
  }

  /** The journey that ends in this browser with this state; good once. */
  public Optional<Journey> end(String state, String browser) {
    return Sql.row(
            em,
            """
            delete from contacts.provider_request
            where state_hash = :state and browser_hash = :browser and made_at > :limit
            returning whom, sealed
            """,
            Map.of(
                "state", Secret.hash(state),
                "browser", Secret.hash(browser),
                "limit", clock.now().minus(LIFE)))
        .map(
            row -> {
              byte[] hidden = seal.open(context(state), row.get("sealed", byte[].class));
              String[] parts = new String(hidden, StandardCharsets.UTF_8).split("\n", 3);
              return new Journey(
                  Whom.valueOf(Sql.text(row, "whom")), state, parts[0], parts[1], parts[2]);
            });
  }

  private static String context(String state) {
    return "provider:" + Secret.name(state);
  }

  /**
   * In, or empty: for who has no account, one that is switched off, one that is bound to another
   * name at this provider, or no verified address to be found by.
   */
  public Optional<SignInLinks.Redeemed> enter(Whom whom, Identity identity, Visit visit) {
    Optional<SignInLinks.Redeemed> in =
        whom == Whom.STAFF ? staff(identity, visit) : customer(identity, visit);
    in.ifPresentOrElse(
        opened -> {
          exits.opened(opened.session(), identity.token());
          sessions.proved(opened.session(), identity.proved());
        },
        refusals::provider);
    return in;
  }

  private Optional<SignInLinks.Redeemed> staff(Identity identity, Visit visit) {
    return bound(identity, "staff")
        .or(() -> staffByAddress(identity).filter(id -> bind(identity, "staff", id)))
        .map(AgentId::new)
        .filter(staff::hold)
        .flatMap(staff::member)
        .map(member -> entries.staff(member, How.PROVIDER, visit, List.of()))
        .map(
            signed ->
                new SignInLinks.Redeemed(Optional.empty(), signed.session(), signed.device()));
  }

  private Optional<SignInLinks.Redeemed> customer(Identity identity, Visit visit) {
    return bound(identity, "contact")
        .or(() -> contactByAddress(identity).filter(id -> bind(identity, "contact", id)))
        .flatMap(id -> contacts.contact(new ContactId(id)))
        .filter(contact -> !contact.platforms().isEmpty())
        .map(contact -> new Caller.Customer(contact.id(), contact.name(), contact.language()))
        .map(customer -> entries.customer(customer, How.PROVIDER, visit));
  }

  private Optional<Long> bound(Identity identity, String kind) {
    return Sql.row(
            em,
            "select "
                + kind
                + " id from contacts.provider_account where issuer = :issuer and subject = :subject and "
                + kind
                + " is not null",
            Map.of("issuer", identity.issuer(), "subject", identity.subject()))
        .map(row -> Sql.id(row, "id"));
  }

  /** An address that two members of the staff share is nobody's. */
  private Optional<Long> staffByAddress(Identity identity) {
    List<Long> found =
        address(identity).stream()
            .flatMap(
                address ->
                    Sql.rows(
                        em,
                        """
                        select id from contacts.staff
                        where lower(email) = lower(:address) and disabled_at is null limit 2
                        """,
                        Map.of("address", address.toString()))
                        .stream())
            .map(row -> Sql.id(row, "id"))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Optional<Long> contactByAddress(Identity identity) {
    return address(identity)
        .flatMap(contacts::contactByAddress)
        .filter(contact -> !contact.platforms().isEmpty())
        .map(contact -> contact.id().value());
  }

  private static Optional<EmailAddress> address(Identity identity) {
    try {
      return Optional.of(new EmailAddress(identity.address()));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  /** Of two that are to be bound to one person at once, or later, the first is. */
  private boolean bind(Identity identity, String kind, long id) {
    Map<String, Object> row = new HashMap<>();
    row.put("issuer", identity.issuer());
    row.put("subject", identity.subject());
    row.put("staff", kind.equals("staff") ? id : null);
    row.put("contact", kind.equals("contact") ? id : null);
    row.put("now", clock.now());
    int bound =
        Sql.run(
            em,
            """
            insert into contacts.provider_account (issuer, subject, staff, contact, bound_at)
            values (:issuer, :subject, cast(:staff as bigint), cast(:contact as bigint), :now)
            on conflict do nothing
            """,
            row);
    if (bound == 1) {
      audit.recordOwn(kind + ":" + id, "provider.bind");
    }
    return bound == 1;
  }

  /** Whoever is this person's at the provider next time is bound anew. */
  void forget(AgentId agent) {
    Sql.run(
        em,
        "delete from contacts.provider_account where staff = :staff",
        Map.of("staff", agent.value()));
  }
}
