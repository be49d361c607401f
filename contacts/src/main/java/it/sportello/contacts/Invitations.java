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
 * One-time links by which the staff chooses a password: for who is new, for who has forgotten
 * theirs, and for the very first administrator. Good once; for {@link #LIFE}, the first
 * administrator's until there is one. Whoever chooses a password still owes the second factor.
 */
@ApplicationScoped
@Transactional
public class Invitations {
  public static final Duration LIFE = Duration.ofMinutes(60);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Staff staff;
  @Inject Sessions sessions;
  @Inject Attempts attempts;
  @Inject Passwords passwords;
  @Inject Ways ways;
  @Inject Audit audit;

  /** The secret of the link, told only here; the earlier ones to the same person are over. */
  String issue(AgentId to) {
    forget(to);
    String secret = Secret.draw();
    Sql.run(
        em,
        "insert into contacts.invitation (secret_hash, staff, made_at) values (:hash, :staff, :now)",
        Map.of("hash", Secret.hash(secret), "staff", to.value(), "now", clock.now()));
    return secret;
  }

  void forget(AgentId to) {
    Sql.run(
        em, "delete from contacts.invitation where staff = :staff", Map.of("staff", to.value()));
  }

  /** Keeps one more token for the first administrator: every node prints its own. */
  void expectFirst(String token) {
    Sql.run(
        em,
        """
        insert into contacts.invitation (secret_hash, made_at) values (:hash, :now)
        on conflict do nothing
        """,
        Map.of("hash", Secret.hash(token), "now", clock.now()));
  }

  /** Whether this desk still waits for its first administrator. */
  public boolean isFirstExpected() {
    return Sql.row(em, "select 1 from contacts.invitation where staff is null limit 1", Map.of())
            .isPresent()
        && Sql.row(em, "select 1 from contacts.staff limit 1", Map.of()).isEmpty();
  }

  /**
   * The login of the one that this link is for; empty when it is none, used or over, and when this
   * person comes in by the identity provider now.
   */
  public Optional<String> invited(String secret) {
    return Sql.row(
            em,
            """
            select s.login from contacts.invitation i
            join contacts.staff s on s.id = i.staff and s.disabled_at is null
            where i.secret_hash = :hash and i.made_at > :limit
            """,
            Map.of("hash", Secret.hash(secret), "limit", clock.now().minus(LIFE)))
        .map(row -> Sql.text(row, "login"))
        .filter(ways::isOwn);
  }

  /**
   * Uses the link up and sets the password; every session of this person ends. Of two that try at
   * once one does.
   *
   * @return the secret of the attempt that goes on with the second factor
   * @throws InvalidValue when the password is none of those we take; the link stays good
   */
  public Optional<String> accept(String secret, String password) {
    Optional<AgentId> agent =
        Sql.row(
                em,
                """
                delete from contacts.invitation i using contacts.staff s
                where i.secret_hash = :hash and i.made_at > :limit
                  and s.id = i.staff and s.disabled_at is null
                returning i.staff
                """,
                Map.of("hash", Secret.hash(secret), "limit", clock.now().minus(LIFE)))
            .map(row -> new AgentId(Sql.id(row, "staff")))
            .filter(id -> ways.isOwn(staff.login(id)));
    return agent.map(id -> choose(id, password));
  }

  private String choose(AgentId agent, String password) {
    PasswordRules.check(password, staff.wordsOf(agent));
    staff.setPassword(agent, passwords.hash(password));
    sessions.endAll(agent);
    attempts.forget(agent);
    audit.record(staff.member(agent).orElseThrow(), "password.set", "staff:" + agent.value());
    return attempts.open(agent);
  }

  /**
   * The first administrator, with the token that the start has printed.
   *
   * @return empty when the token is none of ours, or there is an administrator already
   * @throws InvalidValue when name, login or password is none of those we take; the token stays
   *     good
   */
  public Optional<String> acceptFirst(
      String token, NewMember first, Language language, String password) {
    Sql.rows(
        em, "select pg_advisory_xact_lock(:lock) is null locked", Map.of("lock", FirstStart.LOCK));
    if (!isFirstExpected() || !isFirst(token)) {
      return Optional.empty();
    }
    AgentId agent = first.store(em, language);
    String attempt = choose(agent, password);
    Sql.run(em, "delete from contacts.invitation where staff is null", Map.of());
    return Optional.of(attempt);
  }

  private boolean isFirst(String token) {
    return Sql.row(
            em,
            "select 1 from contacts.invitation where secret_hash = :hash and staff is null",
            Map.of("hash", Secret.hash(token)))
        .isPresent();
  }

  /** Who is over: for the list of people. */
  static Instant oldest(Instant now) {
    return now.minus(LIFE);
  }
}
