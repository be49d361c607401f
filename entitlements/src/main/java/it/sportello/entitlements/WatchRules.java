package it.sportello.entitlements;

import it.sportello.contacts.Audit;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** When a promise counts as near, and until when supervisors look ahead. */
@ApplicationScoped
@Transactional
public class WatchRules {
  private static final String READ =
      "select near_percent, near_minutes from entitlements.watch_rule";

  private static final String SET =
      "update entitlements.watch_rule set near_percent = :percent, near_minutes = :minutes";

  /** What was announced stays so; everything else is counted again. */
  private static final String AGAIN =
      "update entitlements.watched set look_at = '-infinity' where look_at > '-infinity'";

  private static final String NEWEST = "select max(id) newest from entitlements.level_version";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Audit audit;
  @Inject LevelStore levels;
  @Inject DeskClock clock;

  private volatile Optional<Nearness> known = Optional.empty();

  /** As it was a second ago at most. */
  @Transactional(TxType.SUPPORTS) // every row of a queue asks, and the answer is in memory
  public Nearness nearness() {
    return known.orElseGet(this::read);
  }

  /**
   * @throws NotAllowed unless the caller is an administrator
   */
  public void set(Scope scope, Nearness nearness) {
    Administrator.of(scope, "set when a promise is near");
    Rows.run(
        em, SET, Map.of("percent", nearness.percent(), "minutes", nearness.left().toMinutes()));
    Rows.run(em, AGAIN, Map.of());
    audit.record(scope, "watch.near", "percent:" + nearness.percent() + " left:" + nearness.left());
    known = Optional.empty();
  }

  Nearness read() {
    DataRow row = Rows.rows(em, READ, Map.of()).get(0);
    Nearness read =
        new Nearness(
            Rows.small(row, "near_percent"), Duration.ofMinutes(Rows.number(row, "near_minutes")));
    known = Optional.of(read);
    return read;
  }

  /**
   * The midnight in Rome after the next working day of every level: what falls due until then is
   * what can still be planned for.
   */
  public Instant endOfNextWorkingDay() {
    LocalDate today = Rome.date(clock.now());
    Instant tomorrow = Rome.endOf(today);
    long newest = Rows.number(Rows.rows(em, NEWEST, Map.of()).get(0), "newest");
    return levels.book(newest).on(today).stream()
        .map(level -> Rome.endOf(Rome.date(level.calendar().nextOpening(tomorrow))))
        .max(Instant::compareTo)
        .orElse(tomorrow);
  }
}
