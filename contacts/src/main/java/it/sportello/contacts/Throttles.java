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
 * Buckets by name that fill evenly, in the database so that all nodes together let through what one
 * would. What is taken stays taken when the command that took it is refused, as long as that
 * refusal is no exception.
 */
@ApplicationScoped
@Transactional
class Throttles {
  /** Nothing is taken from a bucket that has less than one left. */
  private static final String TAKE =
      """
      insert into contacts.throttle as t (name, empty_at) values (:name, :one)
      on conflict (name) do update
      set empty_at = greatest(t.empty_at, cast(:now as timestamptz))
          + (cast(:one as timestamptz) - cast(:now as timestamptz))
      where greatest(t.empty_at, cast(:now as timestamptz))
          + (cast(:one as timestamptz) - cast(:now as timestamptz)) <= cast(:most as timestamptz)
      returning empty_at
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  /**
   * Takes one.
   *
   * @param burst how many the full bucket holds
   * @param refill after which time one more is in it
   * @return how long to wait; empty when it was there to take
   */
  Optional<Duration> take(String name, int burst, Duration refill) {
    Instant now = clock.now();
    Map<String, Object> row =
        Map.of(
            "name",
            name,
            "now",
            now,
            "one",
            now.plus(refill),
            "most",
            now.plus(refill.multipliedBy(burst)));
    if (Sql.row(em, TAKE, row).isPresent()) {
      return Optional.empty();
    }
    Instant emptyAt =
        Sql.row(
                em,
                "select empty_at from contacts.throttle where name = :name",
                Map.of("name", name))
            .map(found -> found.get("empty_at", Instant.class))
            .orElse(now);
    Duration wait = Duration.between(now, emptyAt).minus(refill.multipliedBy(burst - 1L));
    return Optional.of(wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
  }

  /** Forgets the buckets that are full again. */
  void sweep() {
    Sql.run(em, "delete from contacts.throttle where empty_at < :now", Map.of("now", clock.now()));
  }
}
