package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What devices are given to sign: random, good once and for {@link #LIFE}, for the browser that was
 * asked alone.
 */
@ApplicationScoped
@Transactional
class PasskeyChallenges {
  static final Duration LIFE = Duration.ofMinutes(5);

  /** What a challenge was drawn for; good for nothing else. */
  enum Purpose {
    /** A new passkey. */
    ADD,
    /** The second step, after the password. */
    STEP,
    /** The whole sign-in, without a password. */
    ENTER
  }

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  /**
   * @param holder the secret that the browser holds and will show again with the answer
   */
  String draw(Purpose purpose, String holder) {
    Instant now = clock.now();
    Sql.run(
        em,
        "delete from contacts.passkey_challenge where made_at < :limit",
        Map.of("limit", now.minus(LIFE)));
    String challenge = Secret.draw();
    Sql.run(
        em,
        """
        insert into contacts.passkey_challenge (challenge_hash, purpose, holder_hash, made_at)
        values (:hash, :purpose, :holder, :now)
        """,
        Map.of(
            "hash", Secret.hash(challenge),
            "purpose", purpose.name(),
            "holder", Secret.hash(holder),
            "now", now));
    return challenge;
  }

  /** Whether it was drawn for this; of two answers to one at once one finds it. */
  boolean spend(Purpose purpose, String holder, byte[] challenge) {
    return Sql.run(
            em,
            """
            delete from contacts.passkey_challenge
            where challenge_hash = :hash and purpose = :purpose
              and holder_hash = :holder and made_at > :limit
            """,
            Map.of(
                "hash", Secret.hash(PasskeyRules.text(challenge)),
                "purpose", purpose.name(),
                "holder", Secret.hash(holder),
                "limit", clock.now().minus(LIFE)))
        == 1;
  }
}
