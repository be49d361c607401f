package it.sportello.contacts;

import it.sportello.contacts.PasskeyChallenges.Purpose;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The passkeys of the staff. Whoever answers, also with what is not taken, uses up the question
 * ({@link PasskeyChallenges}).
 */
@ApplicationScoped
@Transactional
class Passkeys {
  static final int MOST = 20;
  private static final int LONGEST_NAME = 60;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Staff staff;
  @Inject PasskeyChallenges challenges;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  private PasskeyRules rules;

  @PostConstruct
  void prepare() {
    rules = new PasskeyRules(url);
  }

  /** Those of one person, the oldest first. */
  List<Passkey> of(AgentId agent) {
    return Sql.rows(
            em,
            """
            select id, name, made_at, used_at from contacts.passkey
            where staff = :staff order by id
            """,
            Map.of("staff", agent.value()))
        .stream()
        .map(
            row ->
                new Passkey(
                    Sql.id(row, "id"),
                    Sql.text(row, "name"),
                    row.get("made_at", Instant.class),
                    Optional.ofNullable(row.get("used_at", Instant.class))))
        .toList();
  }

  /**
   * Asks for a new passkey.
   *
   * @param holder the secret that the browser holds and will show again with the answer
   */
  PasskeyAsk askNew(AgentId agent, String holder) {
    return new PasskeyAsk(
        challenges.draw(Purpose.ADD, holder),
        rules.host(),
        PasskeyRules.text(handle(agent)),
        staff.login(agent),
        credentials(agent));
  }

  /** Asks for one of this person's; nothing where there is none. */
  PasskeyAsk ask(AgentId agent, String holder) {
    List<String> credentials = credentials(agent);
    return credentials.isEmpty()
        ? PasskeyAsk.NOTHING
        : new PasskeyAsk(challenges.draw(Purpose.STEP, holder), rules.host(), "", "", credentials);
  }

  /** Asks for whichever the device has. */
  PasskeyAsk askAny(String holder) {
    return new PasskeyAsk(challenges.draw(Purpose.ENTER, holder), rules.host(), "", "", List.of());
  }

  private List<String> credentials(AgentId agent) {
    return Sql.rows(
            em,
            "select credential from contacts.passkey where staff = :staff order by id",
            Map.of("staff", agent.value()))
        .stream()
        .map(row -> PasskeyRules.text(row.get("credential", byte[].class)))
        .toList();
  }

  private byte[] handle(AgentId agent) {
    Sql.run(
        em,
        """
        insert into contacts.passkey_owner (staff, handle) values (:staff, :handle)
        on conflict (staff) do nothing
        """,
        Map.of("staff", agent.value(), "handle", PasskeyRules.bytes(Secret.draw())));
    return Sql.row(
            em,
            "select handle from contacts.passkey_owner where staff = :staff",
            Map.of("staff", agent.value()))
        .orElseThrow()
        .get("handle", byte[].class);
  }

  /** The challenge that this answer is to, which is used up by it. */
  private Optional<byte[]> spend(Purpose purpose, String holder, String clientData) {
    return rules
        .challenge(clientData)
        .filter(challenge -> challenges.spend(purpose, holder, challenge));
  }

  /** The key that a device has made for {@link #askNew}; empty when it is none. */
  Optional<PasskeyRules.Key> made(String holder, PasskeyOffer offer) {
    return spend(Purpose.ADD, holder, offer.clientData())
        .flatMap(challenge -> rules.made(challenge, offer));
  }

  /** False when this credential is somebody's already. */
  boolean add(AgentId agent, PasskeyRules.Key key, String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("staff", agent.value());
    row.put("credential", key.credential());
    row.put("data", key.data());
    row.put("count", key.count());
    row.put("eligible", key.backupEligible());
    row.put("name", name);
    row.put("now", clock.now());
    return Sql.run(
            em,
            """
            insert into contacts.passkey
              (staff, credential, data, sign_count, backup_eligible, name, made_at)
            values (:staff, :credential, :data, :count, :eligible, :name, :now)
            on conflict (credential) do nothing
            """,
            row)
        == 1;
  }

  /**
   * The name as it is kept.
   *
   * @throws InvalidValue {@code passkey.name}, {@code passkey.many} for one too many
   */
  String name(AgentId agent, String typed) {
    String name = typed.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.matches("(?s).*\\p{Cntrl}.*")) {
      throw new InvalidValue("passkey.name");
    }
    if (credentials(agent).size() >= MOST) {
      throw new InvalidValue("passkey.many");
    }
    return name;
  }

  /** Whether {@code proof} answers {@link #ask} with a passkey of this person. */
  boolean proves(AgentId agent, String holder, PasskeyProof proof) {
    return owner(Purpose.STEP, holder, proof).filter(agent::equals).isPresent();
  }

  /** Who answers {@link #askAny}: the device has verified its user, so it is both factors. */
  Optional<AgentId> proves(String holder, PasskeyProof proof) {
    return owner(Purpose.ENTER, holder, proof);
  }

  private Optional<AgentId> owner(Purpose purpose, String holder, PasskeyProof proof) {
    return spend(purpose, holder, proof.clientData())
        .flatMap(
            challenge ->
                row(proof)
                    .filter(row -> isOwner(row, proof))
                    .filter(row -> use(row, challenge, proof, purpose == Purpose.ENTER)))
        .map(row -> new AgentId(Sql.id(row, "staff")));
  }

  private Optional<DataRow> row(PasskeyProof proof) {
    try {
      return Sql.row(
          em,
          """
          select k.id, k.staff, k.credential, k.data, k.sign_count, k.backup_eligible, o.handle
          from contacts.passkey k
          join contacts.passkey_owner o on o.staff = k.staff
          join contacts.staff s on s.id = k.staff and s.disabled_at is null
          where k.credential = :credential
          """,
          Map.of("credential", PasskeyRules.bytes(proof.credential())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whose passkey this is said to be, proved or not. */
  Optional<AgentId> owner(PasskeyProof said) {
    return row(said).map(row -> new AgentId(Sql.id(row, "staff")));
  }

  private static boolean isOwner(DataRow row, PasskeyProof proof) {
    return proof.handle().isEmpty()
        || MessageDigest.isEqual(
            proof.handle().getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            PasskeyRules.text(row.get("handle", byte[].class))
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** A counter that has not moved on is a copied device (section 6.1.1); devices may not count. */
  private boolean use(DataRow row, byte[] challenge, PasskeyProof proof, boolean verified) {
    PasskeyRules.Key key =
        new PasskeyRules.Key(
            row.get("credential", byte[].class),
            row.get("data", byte[].class),
            Sql.id(row, "sign_count"),
            row.get("backup_eligible", Boolean.class));
    OptionalLong count = rules.signed(challenge, key, proof, verified);
    return count.isPresent()
        && Sql.run(
                em,
                """
                update contacts.passkey set sign_count = :count, used_at = :now
                where id = :id and (sign_count < :count or (sign_count = 0 and :count = 0))
                """,
                Map.of("count", count.getAsLong(), "now", clock.now(), "id", Sql.id(row, "id")))
            == 1;
  }

  /** False when this person has no such passkey. */
  boolean remove(AgentId agent, long id) {
    return Sql.run(
            em,
            "delete from contacts.passkey where id = :id and staff = :staff",
            Map.of("id", id, "staff", agent.value()))
        == 1;
  }

  void removeAll(AgentId agent) {
    Sql.run(
        em, "delete from contacts.passkey where staff = :staff", Map.of("staff", agent.value()));
  }
}
