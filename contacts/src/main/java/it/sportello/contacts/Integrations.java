package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Programs that call the desk. Their tokens start with {@code spt_} and are stored as SHA-256. */
@ApplicationScoped
@Transactional(TxType.SUPPORTS) // each answer is one statement
public class Integrations {
  /** The last use is written at most this often: a call is then a read. */
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Tokens tokens;

  /** Whose token this is; empty when it never was, is revoked or has run out. */
  public Optional<Caller.Integration> caller(String token) {
    if (!Token.mayBeOurs(token)) {
      return Optional.empty();
    }
    Instant now = clock.now();
    return Sql.row(
            em,
            """
            select i.id, i.name, i.roles, i.last_used_at from contacts.integration i
            where i.token_hash = :hash and i.revoked_at is null
              and (i.expires_at is null or i.expires_at > :now)
            """,
            Map.of("hash", Secret.hash(token), "now", now))
        .map(row -> used(row, now));
  }

  private Caller.Integration used(DataRow row, Instant now) {
    IntegrationId id = new IntegrationId(Sql.id(row, "id"));
    Instant last = row.get("last_used_at", Instant.class);
    if (last == null || last.isBefore(now.minus(SEEN_STEP))) {
      tokens.used(id, now);
    }
    return new Caller.Integration(id, Sql.text(row, "name"), Staff.roles(Sql.text(row, "roles")));
  }
}
