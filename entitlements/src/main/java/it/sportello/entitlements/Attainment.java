package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.PromiseKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** How the promises were kept, by month, level, customer and kind. */
@ApplicationScoped
@Transactional
public class Attainment {
  /** More rows than anybody reads. */
  static final int MOST = 20_000;

  private static final String COUNT =
      """
      select to_char(c.started_at at time zone 'Europe/Rome', 'YYYY-MM') as month, v.level,
        g.platform, c.kind,
        count(*) filter (where c.kept_at <= c.due_at) kept,
        count(*) filter (where c.kept_at > c.due_at) kept_late,
        count(*) filter (where c.kept_at is null
          and c.due_at < coalesce(c.stopped_at, c.paused_at, :now)) missed,
        count(*) filter (where c.kept_at is null and c.stopped_at is null
          and c.due_at >= coalesce(c.paused_at, :now)) running,
        count(*) filter (where c.kept_at is null and c.stopped_at <= c.due_at) stopped
      from entitlements.clock c
      join entitlements.granted g on g.ticket = c.ticket
      join entitlements.level_version v on v.id = c.level_version
      where c.started_at >= :from and c.started_at < :until
        and (:level = '' or v.level = :level)
        and (:platform = 0 or g.platform = :platform)
      group by 1, 2, 3, 4
      order by 1, 2, 3, 4
      limit :most
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  /**
   * By month, level, platform and kind; what there is none of is left out.
   *
   * @throws NotAllowed unless the caller is a supervisor, an administrator or a program
   * @throws InvalidValue {@code attainment.many} when the answer would have more than 20,000 rows
   */
  public List<AttainmentRow> of(Scope scope, AttainmentQuery query) {
    guard(scope);
    List<AttainmentRow> rows =
        Rows.rows(
                em,
                COUNT,
                Map.of(
                    "now",
                    clock.now(),
                    "from",
                    start(query.from()),
                    "until",
                    start(query.to().plusMonths(1)),
                    "level",
                    query.level().orElse(""),
                    "platform",
                    query.platform().map(PlatformId::value).orElse(0L),
                    "most",
                    MOST + 1))
            .stream()
            .map(Attainment::row)
            .toList();
    if (rows.size() > MOST) {
      throw new InvalidValue("attainment.many");
    }
    return rows;
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(Rome.ZONE).toInstant();
  }

  private static void guard(Scope scope) {
    boolean supervises =
        scope instanceof Scope.Staff staff
            && (staff.roles().contains(Role.SUPERVISOR)
                || staff.roles().contains(Role.ADMINISTRATOR));
    if (!(supervises || scope instanceof Scope.Integration || scope instanceof Scope.Desk)) {
      throw new NotAllowed("see the attainment");
    }
  }

  private static AttainmentRow row(DataRow row) {
    return new AttainmentRow(
        YearMonth.parse(Rows.text(row, "month")),
        Rows.text(row, "level"),
        new PlatformId(Rows.number(row, "platform")),
        PromiseKind.valueOf(Rows.text(row, "kind")),
        new AttainmentRow.Tally(
            Rows.number(row, "kept"),
            Rows.number(row, "kept_late"),
            Rows.number(row, "missed"),
            Rows.number(row, "running"),
            Rows.number(row, "stopped")));
  }
}
