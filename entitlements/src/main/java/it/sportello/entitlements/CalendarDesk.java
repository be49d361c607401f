package it.sportello.entitlements;

import it.sportello.contacts.Audit;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.DayPlan;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The working calendars, for administrators: looked through a year at a time, confirmed before the
 * year begins, changed by new versions. Levels that count by a calendar follow it: each gets a
 * version of its own from the same day.
 *
 * <p>Everybody else is told {@link NotAllowed}.
 */
@ApplicationScoped
@Transactional
public class CalendarDesk {
  /** From then on the desk asks for the confirmation of the next year. */
  private static final Month ASKED = Month.NOVEMBER;

  /** What the week says by itself is no reason to be told. */
  private static final Set<String> BY_THE_WEEK =
      Set.of("closed.weekend", "closed.weekday", "closed.hours");

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2199;

  private static final String CONFIRMED =
      """
      select made_at
      from entitlements.calendar_confirmation
      where calendar = :code and year = :year
      """;

  private static final String CONFIRM =
      """
      insert into entitlements.calendar_confirmation (calendar, year, calendar_version, made_by,
        made_at)
      values (:code, :year, :version, nullif(:by, 0), :now)
      on conflict do nothing
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject CalendarShelf shelf;
  @Inject CalendarWriter writer;
  @Inject Acts acts;
  @Inject Audit audit;
  @Inject DeskClock clock;

  /** A year that waits for somebody to look through it. */
  public record Unconfirmed(
      String code, String nameIt, String nameEn, int year, LocalDate by, boolean late) {}

  /** Every version of every calendar: by short name, and of each the newest first. */
  public List<CalendarEdition> all(Scope scope) {
    Administrator.of(scope, "administer");
    CalendarShelf.Versions versions = shelf.all();
    LocalDate today = Rome.date(clock.now());
    return versions.codes().stream()
        .flatMap(code -> newestFirst(versions.of(code)))
        .map(volume -> edition(volume, versions, today))
        .toList();
  }

  /**
   * The versions of one calendar, the newest first.
   *
   * @throws UnknownCalendar when there is none of this name
   */
  public List<CalendarEdition> versions(Scope scope, String code) {
    List<CalendarEdition> found =
        all(scope).stream().filter(edition -> edition.code().equals(code)).toList();
    if (found.isEmpty()) {
      throw new UnknownCalendar(code);
    }
    return found;
  }

  /**
   * @throws UnknownCalendar when there is none of this name
   * @throws InvalidTerms for a year that no calendar is asked about
   */
  public CalendarYear year(Scope scope, String code, int year) {
    Administrator.of(scope, "administer");
    CalendarShelf.Versions versions = known(code);
    Faults faults = new Faults();
    faults.unless(year >= FIRST_YEAR && year <= LAST_YEAR, "/year", "terms.year");
    faults.refuse();
    CalendarShelf.Volume any = versions.of(code).get(0);
    Map<Long, List<DayPlan>> plans = new HashMap<>();
    List<CalendarYear.Day> days =
        Stream.iterate(LocalDate.of(year, 1, 1), day -> day.getYear() == year, d -> d.plusDays(1))
            .map(date -> day(date, versions.on(date, code), plans))
            .toList();
    return new CalendarYear(code, any.nameIt(), any.nameEn(), year, days, confirmed(code, year));
  }

  /** From 1 November on: the calendars whose next year nobody has confirmed. */
  public List<Unconfirmed> unconfirmed(Scope scope) {
    Administrator.of(scope, "administer");
    LocalDate today = Rome.date(clock.now());
    if (today.getMonth().compareTo(ASKED) < 0) {
      return List.of();
    }
    int next = today.getYear() + 1;
    LocalDate by = LocalDate.of(today.getYear(), Month.DECEMBER, 1);
    CalendarShelf.Versions versions = shelf.all();
    return versions.codes().stream()
        .filter(code -> confirmed(code, next).isEmpty())
        .map(code -> versions.of(code).get(0))
        .map(v -> new Unconfirmed(v.code(), v.nameIt(), v.nameEn(), next, by, today.isAfter(by)))
        .toList();
  }

  /**
   * Says that this year of the calendar was looked through and is right; a second time changes
   * nothing.
   *
   * @throws UnknownCalendar when there is none of this name
   * @throws InvalidTerms for a year that is neither this one nor the next
   */
  public void confirm(Scope scope, String code, int year) {
    Administrator by = Administrator.of(scope, "administer");
    CalendarShelf.Versions versions = known(code);
    int now = Rome.date(clock.now()).getYear();
    Faults faults = new Faults();
    faults.unless(year == now || year == now + 1, "/year", "terms.year.confirm");
    faults.refuse();
    long version = versions.on(Year.of(year).atDay(1), code).id();
    int confirmed =
        Rows.run(
            em,
            CONFIRM,
            Map.of(
                "code",
                code,
                "year",
                year,
                "version",
                version,
                "by",
                by.agent(),
                "now",
                clock.now()));
    if (confirmed > 0) {
      audit.record(scope, "calendar.confirm", "calendar:" + code + ":" + year);
    }
  }

  /**
   * Stores a new version, and the calendar itself where its code is new; every level that counts by
   * it follows from the same day. A repeat stores nothing.
   *
   * @throws InvalidTerms with every fault of the draft
   */
  public long add(Scope scope, CalendarDraft draft, Origin origin) {
    Administrator by = Administrator.of(scope, "administer");
    Optional<Long> before = acts.begin(origin);
    if (before.isPresent()) {
      return before.get();
    }
    CalendarShelf.Versions versions = shelf.all();
    check(draft, versions.knows(draft.code()));
    long made = writer.add(draft, versions, by);
    acts.keep(origin, made);
    audit.record(scope, "calendar.version", "calendar:" + draft.code() + ":" + made);
    return made;
  }

  private void check(CalendarDraft draft, boolean known) {
    Faults faults = new Faults();
    faults.unless(draft.code().matches(LevelRules.CODE), "/code", "terms.code");
    if (!known || !draft.nameIt().isEmpty()) {
      faults.name(draft.nameIt(), "/nameIt");
    }
    if (!known || !draft.nameEn().isEmpty()) {
      faults.name(draft.nameEn(), "/nameEn");
    }
    faults.date(draft.from(), "/from");
    faults.past(draft.from(), Rome.date(clock.now()), draft.correction(), "/from");
    faults.refuse();
  }

  private CalendarShelf.Versions known(String code) {
    CalendarShelf.Versions versions = shelf.all();
    if (!versions.knows(code)) {
      throw new UnknownCalendar(code);
    }
    return versions;
  }

  private Optional<Instant> confirmed(String code, int year) {
    List<DataRow> rows = Rows.rows(em, CONFIRMED, Map.of("code", code, "year", year));
    return rows.stream().findFirst().map(row -> Rows.instant(row, "made_at"));
  }

  private static CalendarYear.Day day(
      LocalDate date, CalendarShelf.Volume version, Map<Long, List<DayPlan>> plans) {
    BusinessCalendar calendar = version.calendar();
    DayPlan plan =
        plans
            .computeIfAbsent(version.id(), id -> calendar.year(date.getYear()))
            .get(date.getDayOfYear() - 1);
    return new CalendarYear.Day(
        date,
        !calendar.rules().openings(date.getDayOfWeek()).isEmpty(),
        plan.hours(),
        plan.reason().filter(reason -> !BY_THE_WEEK.contains(reason)));
  }

  private static Stream<CalendarShelf.Volume> newestFirst(List<CalendarShelf.Volume> versions) {
    return Stream.iterate(versions.size() - 1, i -> i >= 0, i -> i - 1).map(versions::get);
  }

  private static CalendarEdition edition(
      CalendarShelf.Volume volume, CalendarShelf.Versions versions, LocalDate today) {
    return new CalendarEdition(
        volume.id(),
        volume.code(),
        volume.nameIt(),
        volume.nameEn(),
        volume.from(),
        versions.until(volume),
        versions.on(today, volume.code()).id() == volume.id(),
        volume.calendar().rules(),
        volume.madeAt(),
        volume.madeBy(),
        volume.correction());
  }
}
