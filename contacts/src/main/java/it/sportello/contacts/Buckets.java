package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The buckets of {@link Allowances}: each holds a minute's worth and fills evenly, by the
 * database's own clock, which nobody sets.
 */
@ApplicationScoped
@Transactional
class Buckets {
  private static final String TAKE =
      """
      insert into contacts.allowance as a (name, empty_at)
      values (:name, now() + cast(:seconds as double precision) * interval '1 second')
      on conflict (name) do update
      set empty_at = greatest(a.empty_at, now())
        + cast(:seconds as double precision) * interval '1 second'
      where greatest(a.empty_at, now()) + cast(:seconds as double precision) * interval '1 second'
        <= now() + interval '1 minute'
      returning name
      """;

  private static final String WAIT =
      """
      select extract(epoch from greatest(empty_at, now()) - now()) - 60
        + cast(:seconds as double precision) wait
      from contacts.allowance where name = :name
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * @param aMinute what the bucket holds
   * @return how long to wait; empty when {@code count} were there to take
   */
  Optional<Duration> take(String name, int count, int aMinute) {
    Map<String, Object> row = Map.of("name", name, "seconds", 60.0 * count / aMinute);
    if (Sql.row(em, TAKE, row).isPresent()) {
      return Optional.empty();
    }
    return Sql.row(em, WAIT, row)
        .map(found -> ((Number) found.get("wait")).doubleValue())
        .map(seconds -> Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))));
  }

  /** Forgets the buckets that are full again. */
  boolean sweep() {
    Sql.run(em, "delete from contacts.allowance where empty_at < now()", Map.of());
    return false;
  }
}
