package it.sportello.contacts;

import it.sportello.contacts.ProviderSignIns.Whom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The way out at an identity provider (OpenID Connect RP-Initiated Logout 1.0): whoever signs out
 * of a session that a provider's word has opened goes there once more. By the ID token the provider
 * knows who it is and need not ask; it is kept sealed, and gone {@link #LIFE} after the sign-out.
 */
@ApplicationScoped
@Transactional
public class ProviderExits {
  public static final Duration LIFE = Duration.ofMinutes(5);

  /** A longer one does not fit into an address; the provider then asks. */
  private static final int LONGEST = 4_000;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Seal seal;

  /**
   * Somebody on the way out.
   *
   * @param token the ID token of the sign-in; empty for one that could not be kept
   */
  public record Exit(Whom whom, String token) {}

  /** A session was opened by this token. */
  void opened(String session, String token) {
    String kept = token.length() > LONGEST ? "" : token;
    Sql.run(
        em,
        "update contacts.session set provider_token = :sealed where secret_hash = :hash",
        Map.of(
            "sealed",
            seal.seal(ofSession(session), kept.getBytes(StandardCharsets.UTF_8)),
            "hash",
            Secret.hash(session)));
  }

  /**
   * Whoever has this session signs out now; it has not ended yet.
   *
   * @return the secret for the browser that goes on to the provider; empty for a session that no
   *     provider has opened
   */
  public Optional<String> begin(String session) {
    sweep();
    return Sql.row(
            em,
            """
            select staff, provider_token from contacts.session
            where secret_hash = :hash and provider_token is not null
            """,
            Map.of("hash", Secret.hash(session)))
        .map(row -> stored(row, session));
  }

  private String stored(DataRow row, String session) {
    byte[] kept = row.get("provider_token", byte[].class);
    // Under a key that was taken out meanwhile: signing out must not fail for that.
    byte[] token = seal.opens(kept) ? seal.open(ofSession(session), kept) : new byte[0];
    String secret = Secret.draw();
    Sql.run(
        em,
        """
        insert into contacts.provider_exit (secret_hash, whom, sealed, made_at)
        values (:hash, :whom, :sealed, :now)
        """,
        Map.of(
            "hash", Secret.hash(secret),
            "whom", (row.get("staff") == null ? Whom.CUSTOMERS : Whom.STAFF).name(),
            "sealed", seal.seal(ofExit(secret), token),
            "now", clock.now()));
    return secret;
  }

  /** Who goes out with this secret; good once. */
  public Optional<Exit> end(String secret) {
    return Sql.row(
            em,
            """
            delete from contacts.provider_exit
            where secret_hash = :hash and made_at > :limit
            returning whom, sealed
            """,
            Map.of("hash", Secret.hash(secret), "limit", clock.now().minus(LIFE)))
        .map(
            row ->
                new Exit(
                    Whom.valueOf(Sql.text(row, "whom")),
                    new String(
                        seal.open(ofExit(secret), row.get("sealed", byte[].class)),
                        StandardCharsets.UTF_8)));
  }

  private void sweep() {
    Sql.run(
        em,
        "delete from contacts.provider_exit where made_at < :limit",
        Map.of("limit", clock.now().minus(LIFE)));
  }

  private static String ofSession(String session) {
    return "session:" + Secret.name(session);
  }

  private static String ofExit(String secret) {
    return "exit:" + Secret.name(secret);
  }
}
