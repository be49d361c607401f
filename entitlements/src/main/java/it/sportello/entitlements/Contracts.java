package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.PlatformId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Which contract a platform has. Contracts of one platform never overlap. */
@ApplicationScoped
class Contracts {
  /** Stands in the column for "without an end". */
  static final LocalDate NO_END = LocalDate.of(9999, 12, 31);

  /** Always one row: the contract that began last, if any, and the newest version of a level. */
  private static final String BEGUN_LAST =
      """
      select n.newest, c.level, c.base_level, cast(c.last_day as text) last_day, c.grace_days
      from (select max(id) newest from entitlements.level_version) n
      left join lateral (
        select level, base_level, last_day, grace_days
        from entitlements.contract
        where platform = :platform and first_day <= cast(:day as date)
          and superseded_at is null and not annulled
        order by first_day desc
        limit 1) c on true
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelStore levels;

  /** The contract's, until it has come; in the days of grace the last of those. */
  private static LocalDate lastDayOfLevel(DataRow row, LocalDate day) {
    LocalDate lastDay = Rows.date(row, "last_day");
    return day.isAfter(lastDay) ? lastDay.plusDays(Rows.small(row, "grace_days")) : lastDay;
  }

  /** Total: without a contract it is the base level. One statement. */
  Entitlement of(PlatformId platform, Instant at) {
    LocalDate day = Rome.date(at);
    DataRow row =
        Rows.rows(em, BEGUN_LAST, Map.of("platform", platform.value(), "day", day.toString()))
            .get(0);
    LevelBook book = levels.book(Rows.number(row, "newest"));
    if (row.get("level") == null) {
      return new Entitlement(book.on(day, LevelBook.BASE), Optional.empty(), Optional.empty());
    }
    LocalDate lastDay = lastDayOfLevel(row, day);
    if (day.isAfter(lastDay)) {
      LevelVersion former = book.on(lastDay, Rows.text(row, "level"));
      return new Entitlement(
          book.on(day, Rows.text(row, "base_level")),
          Optional.empty(),
          Optional.of(new Entitlement.Lapsed(former, lastDay)));
    }
    return new Entitlement(
        book.on(day, Rows.text(row, "level")),
        Optional.of(lastDay).filter(NO_END::isAfter),
        Optional.empty());
  }
}
