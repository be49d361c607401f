package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The authenticators of the staff and their recovery codes. A code is good once, also when two
 * nodes are shown it in the same instant.
 */
@ApplicationScoped
@Transactional
class SecondFactors {
  static final int RECOVERY_CODES = 10;

  /** Without letters that are taken for others; 24 of 32 are 120 bits. */
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int CODE_LETTERS = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Seal seal;

  @Inject Audit audit;

  /** Whether there is an authenticator. */
  boolean has(AgentId agent) {
    return Sql.row(
            em,
            "select staff from contacts.second_factor where staff = :staff",
            Map.of("staff", agent.value()))
        .isPresent();
  }

  /** Whether there is anything that a second step can ask for. */
  boolean isArmed(AgentId agent) {
    return Sql.row(
            em,
            """
            select 1 where exists (select 1 from contacts.second_factor where staff = :staff)
              or exists (select 1 from contacts.passkey where staff = :staff)
            """,
            Map.of("staff", agent.value()))
        .isPresent();
  }

  /** One change of somebody's factors at a time. */
  void lock(AgentId agent) {
    Sql.rows(
        em,
        "select id from contacts.staff where id = :staff for update",
        Map.of("staff", agent.value()));
  }

  /**
   * What {@code code} is: the authenticator's of now, or one of the recovery codes; empty when it
   * is neither. Uses it up.
   */
  Optional<How> use(AgentId agent, String code) {
    String bare = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    if (bare.length() == CODE_LETTERS) {
      return useRecovery(agent, bare) ? Optional.of(How.RECOVERY) : Optional.empty();
    }
    return useCode(agent, bare) ? Optional.of(How.CODE) : Optional.empty();
  }

  private boolean useCode(AgentId agent, String code) {
    return Sql.row(
            em,
            "select sealed from contacts.second_factor where staff = :staff",
            Map.of("staff", agent.value()))
        .map(row -> seal.open(context(agent), row.get("sealed", byte[].class)))
        .map(secret -> Totp.match(secret, code, clock.now()))
        .filter(OptionalLong::isPresent)
        .filter(step -> spend(agent, step.getAsLong()))
        .isPresent();
  }

  /** RFC 6238 section 5.2: a code is accepted once, and none before it any more. */
  private boolean spend(AgentId agent, long step) {
    return Sql.run(
            em,
            """
            update contacts.second_factor set last_step = :step
            where staff = :staff and last_step < :step
            """,
            Map.of("staff", agent.value(), "step", step))
        == 1;
  }

  private boolean useRecovery(AgentId agent, String code) {
    int used =
        Sql.run(
            em,
            """
            update contacts.recovery_code set used_at = :now
            where staff = :staff and code_hash = :hash and used_at is null
            """,
            Map.of("now", clock.now(), "staff", agent.value(), "hash", Secret.hash(code)));
    if (used == 1) {
      audit.record(agent, "second_factor.recovery_used");
    }
    return used == 1;
  }

  /**
   * Takes over an authenticator that has shown its first code.
   *
   * @param step of that code, which is spent by it
   * @return false when this person has one already
   */
  boolean add(AgentId agent, byte[] secret, long step) {
    return Sql.run(
            em,
            """
            insert into contacts.second_factor (staff, sealed, made_at, last_step)
            values (:staff, :sealed, :now, :step)
            on conflict (staff) do nothing
            """,
            Map.of(
                "staff", agent.value(),
                "sealed", seal.seal(context(agent), secret),
                "now", clock.now(),
                "step", step))
        == 1;
  }

  /** New recovery codes, told only here; the earlier ones are over. */
  List<String> renewRecovery(AgentId agent) {
    Sql.run(
        em,
        "delete from contacts.recovery_code where staff = :staff",
        Map.of("staff", agent.value()));
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String code = draw();
      Sql.run(
          em,
          "insert into contacts.recovery_code (code_hash, staff) values (:hash, :staff)",
          Map.of("hash", Secret.hash(code), "staff", agent.value()));
      codes.add(code.replaceAll("(.{4})(?!$)", "$1-"));
    }
    return codes;
  }

  int recoveryLeft(AgentId agent) {
    return (int)
        Sql.id(
            Sql.row(
                    em,
                    """
                    select count(*) n from contacts.recovery_code
                    where staff = :staff and used_at is null
                    """,
                    Map.of("staff", agent.value()))
                .orElseThrow(),
            "n");
  }

  /** The authenticator; the recovery codes too, unless a passkey is left that they stand in for. */
  void remove(AgentId agent) {
    Map<String, Long> staff = Map.of("staff", agent.value());
    Sql.run(em, "delete from contacts.second_factor where staff = :staff", staff);
    Sql.run(
        em,
        """
        delete from contacts.recovery_code where staff = :staff
          and not exists (select 1 from contacts.passkey where staff = :staff)
        """,
        staff);
  }

  /**
   * For the start of a desk.
   *
   * @throws IllegalStateException when an authenticator is sealed under a key that we have not
   */
  void requireKeys() {
    seal.requireKey();
    Sql.rows(
            em,
            """
            select distinct on (substring(sealed from 1 for 5)) sealed
            from contacts.second_factor order by substring(sealed from 1 for 5)
            """,
            Map.of())
        .stream()
        .map(row -> row.get("sealed", byte[].class))
        .filter(value -> !seal.opens(value))
        .findAny()
        .ifPresent(
            other -> {
              throw new IllegalStateException(
                  "SPORTELLO_KEY is not the key that second factors were sealed with: put that one"
                      + " into SPORTELLO_KEY, or into SPORTELLO_KEY_OLD beside the new one.");
            });
  }

  private static String draw() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LETTERS; i++) {
      code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  private static String context(AgentId agent) {
    return "totp:" + agent.value();
  }
}
