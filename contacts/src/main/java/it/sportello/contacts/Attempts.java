package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
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
import java.util.OptionalLong;

/** Browsers between the password and the second factor. */
@ApplicationScoped
@Transactional
class Attempts {
  static final Duration LIFE = Duration.ofMinutes(10);
  static final int TRIES = 5;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Seal seal;
  @Inject Staff staff;
  @Inject SecondFactors factors;
  @Inject Passkeys passkeys;
  @Inject Entries entries;
  @Inject Ways ways;
  @Inject Audit audit;

  /** The secret of the attempt, told only here. */
  String open(AgentId agent) {
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.sign_in_attempt where made_at < :limit",
        Map.of("limit", now.minus(LIFE)));
    String secret = Secret.draw();
    Sql.run(
        em,
        """
        insert into contacts.sign_in_attempt (secret_hash, staff, made_at)
        values (:hash, :staff, :now)
        """,
        Map.of("hash", Secret.hash(secret), "staff", agent.value(), "now", now));
    return secret;
  }

  /** Whose attempt this is; empty when it never was, is over or has been tried too often. */
  Optional<AgentId> owner(String secret) {
    return row(secret)
        .map(row -> new AgentId(Sql.id(row, "staff")))
        .filter(agent -> ways.isOwn(staff.login(agent)));
  }

  private Optional<DataRow> row(String secret) {
    return Sql.row(
        em,
        """
        select a.staff, a.sealed from contacts.sign_in_attempt a
        join contacts.staff s on s.id = a.staff and s.disabled_at is null
        where a.secret_hash = :hash and a.made_at > :limit and a.tries < :most
        """,
        live(secret));
  }

  private Map<String, Object> live(String secret) {
    Map<String, Object> live = new HashMap<>();
    live.put("hash", Secret.hash(secret));
    live.put("limit", clock.now().minus(LIFE));
    live.put("most", TRIES);
    return live;
  }

  /** The secret for a new authenticator: the same however often this attempt looks at it. */
  byte[] authenticator(String secret) {
    DataRow row = row(secret).orElseThrow();
    AgentId agent = new AgentId(Sql.id(row, "staff"));
    byte[] sealed = row.get("sealed", byte[].class);
    if (sealed != null) {
      return seal.open(context(agent), sealed);
    }
    byte[] drawn = Totp.draw();
    int first =
        Sql.run(
            em,
            """
            update contacts.sign_in_attempt set sealed = :sealed
            where secret_hash = :hash and sealed is null
            """,
            Map.of("sealed", seal.seal(context(agent), drawn), "hash", Secret.hash(secret)));
    return first == 1 ? drawn : authenticator(secret);
  }

  /** One try more; false when there is none left. */
  boolean count(String secret) {
    return Sql.run(
            em,
            """
            update contacts.sign_in_attempt set tries = tries + 1
            where secret_hash = :hash and made_at > :limit and tries < :most
            """,
            live(secret))
        == 1;
  }

  /** Signs in when the code is right. */
  Optional<SignIns.Outcome.Signed> finish(String secret, AgentId agent, String code, Visit visit) {
    return factors
        .use(agent, code)
        .flatMap(how -> signed(secret, agent, new Arrival(how, visit, List.of())));
  }

  /** Signs in when a passkey of this person has answered. */
  Optional<SignIns.Outcome.Signed> finish(
      String secret, AgentId agent, PasskeyProof proof, Visit visit) {
    return passkeys.proves(agent, secret, proof)
        ? signed(secret, agent, new Arrival(How.PASSKEY, visit, List.of()))
        : Optional.empty();
  }

  /** Takes over the first passkey, of somebody who has no second factor yet, and signs in. */
  Optional<SignIns.Outcome.Signed> enrol(
      String secret, AgentId agent, PasskeyOffer offer, Visit visit) {
    factors.lock(agent);
    Optional<PasskeyRules.Key> key = passkeys.made(secret, offer);
    if (key.isEmpty()
        || factors.isArmed(agent)
        || !passkeys.add(agent, key.get(), passkeys.name(agent, offer.name()))) {
      return Optional.empty();
    }
    audit.record(agent, "passkey.add");
    return signed(secret, agent, new Arrival(How.PASSKEY, visit, factors.renewRecovery(agent)));
  }

  /** Takes over the new authenticator when it has shown the right code, and signs in. */
  Optional<SignIns.Outcome.Signed> enrol(String secret, AgentId agent, String code, Visit visit) {
    factors.lock(agent);
    OptionalLong step = Totp.match(authenticator(secret), code.replaceAll("\\s", ""), clock.now());
    if (step.isEmpty()
        || factors.isArmed(agent)
        || !factors.add(agent, authenticator(secret), step.getAsLong())) {
      return Optional.empty();
    }
    audit.record(agent, "second_factor.add");
    return signed(secret, agent, new Arrival(How.CODE, visit, factors.renewRecovery(agent)));
  }

  private record Arrival(How how, Visit visit, List<String> recovery) {}

  /** Of two that finish one attempt at once one gets in. */
  private Optional<SignIns.Outcome.Signed> signed(String secret, AgentId agent, Arrival arrival) {
    if (!staff.hold(agent)) {
      return Optional.empty();
    }
    int mine =
        Sql.run(
            em,
            "delete from contacts.sign_in_attempt where secret_hash = :hash",
            Map.of("hash", Secret.hash(secret)));
    Optional<Caller.Staff> member = staff.member(agent);
    if (mine == 0 || member.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        entries.staff(member.get(), arrival.how(), arrival.visit(), arrival.recovery()));
  }

  void forget(AgentId agent) {
    Sql.run(
        em,
        "delete from contacts.sign_in_attempt where staff = :staff",
        Map.of("staff", agent.value()));
  }

  private static String context(AgentId agent) {
    return "totp-new:" + agent.value();
  }
}
