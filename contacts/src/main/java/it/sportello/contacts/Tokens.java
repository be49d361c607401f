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
import java.util.Set;

/** The bearer tokens of programs: made and revoked by administrators, at once on every node. */
@ApplicationScoped
@Transactional
public class Tokens {
  public static final Duration LONGEST = Duration.ofDays(731);
  private static final int LONGEST_NAME = 100;

  private static final String COLUMNS =
      """
      select id, name, roles, hint, made_at, expires_at, last_used_at, revoked_at
      from contacts.integration
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Audit audit;

  /**
   * A program's token, without itself.
   *
   * @param hint its first letters
   * @param expires exactly then it is over; empty for those that a start brought with it
   */
  public record Line(
      IntegrationId id,
      String name,
      Set<Role> roles,
      String hint,
      Optional<Instant> made,
      Optional<Instant> expires,
      Optional<Instant> lastUsed,
      Optional<Instant> revoked) {}

  /**
   * @param token told only here
   */
  public record Made(Line line, String token) {}

  /** Those in force first, then by name. */
  public List<Line> all(Scope by) {
    NotPermitted.unlessAdministrator(by, "see tokens");
    return Sql.rows(em, COLUMNS + "order by revoked_at is not null, name, id", Map.of()).stream()
        .map(Tokens::line)
        .toList();
  }

  private static Line line(DataRow row) {
    return new Line(
        new IntegrationId(Sql.id(row, "id")),
        Sql.text(row, "name"),
        Staff.roles(Sql.text(row, "roles")),
        Sql.text(row, "hint"),
        Optional.ofNullable(row.get("made_at", Instant.class)),
        Optional.ofNullable(row.get("expires_at", Instant.class)),
        Optional.ofNullable(row.get("last_used_at", Instant.class)),
        Optional.ofNullable(row.get("revoked_at", Instant.class)));
  }

  /**
   * @param roles what the program may do besides reading and opening tickets; usually nothing
   * @param expires at most {@link #LONGEST} ahead
   * @throws InvalidValue {@code token.name}, {@code token.expires}
   */
  public Made make(Scope by, String name, Set<Role> roles, Instant expires) {
    NotPermitted.unlessAdministrator(by, "make a token");
    String clean = name.strip();
    Instant now = clock.now();
    if (clean.isEmpty() || clean.length() > LONGEST_NAME || clean.matches("(?s).*\\p{Cntrl}.*")) {
      throw new InvalidValue("token.name");
    }
    if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
      throw new InvalidValue("token.expires");
    }
    String token = Token.draw();
    Map<String, Object> row = new HashMap<>();
    row.put("name", clean);
    row.put("hash", Secret.hash(token));
    row.put("roles", NewMember.text(roles));
    row.put("hint", Token.hint(token));
    row.put("now", now);
    row.put("expires", expires);
    long id =
        Sql.id(
            Sql.row(
                    em,
                    """
                    insert into contacts.integration
                      (name, token_hash, roles, hint, made_at, expires_at)
                    values (:name, :hash, :roles, :hint, :now, :expires)
                    returning id
                    """,
                    row)
                .orElseThrow(),
            "id");
    audit.record(by, "token.make", "integration:" + id);
    return new Made(line(id), token);
  }

  private Line line(long id) {
    return Sql.row(em, COLUMNS + "where id = :id", Map.of("id", id))
        .map(Tokens::line)
        .orElseThrow();
  }

  /**
   * The next call with it is refused.
   *
   * @throws UnknownToken when it is not in force
   */
  public void revoke(Scope by, IntegrationId id) {
    NotPermitted.unlessAdministrator(by, "revoke a token");
    int revoked =
        Sql.run(
            em,
            "update contacts.integration set revoked_at = :now where id = :id and revoked_at is null",
            Map.of("now", clock.now(), "id", id.value()));
    if (revoked == 0) {
      throw new UnknownToken(id);
    }
    audit.record(by, "token.revoke", "integration:" + id.value());
  }

  void used(IntegrationId id, Instant at) {
    Sql.run(
        em,
        "update contacts.integration set last_used_at = :at where id = :id",
        Map.of("at", at, "id", id.value()));
  }
}
