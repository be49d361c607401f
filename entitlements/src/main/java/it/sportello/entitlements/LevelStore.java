package it.sportello.entitlements;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import it.sportello.contacts.DataRow;
import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.CalendarRules;
import it.sportello.entitlements.calendar.Closing;
import it.sportello.entitlements.calendar.Opening;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the book of levels in memory and reads it again when a version is named that it does not
 * know: versions never change, so it cannot be wrong, only incomplete. Calendars are shared between
 * the versions that name them.
 */
@ApplicationScoped
class LevelStore {
  private static final Logger LOG = Logger.getLogger(LevelStore.class.getName());
  private static final String CALENDARS =
      "select id, zone, country from entitlements.calendar_version order by id";
  private static final String OPENINGS =
      "select calendar_version, iso_day, cast(opens as text) opens, cast(closes as text) closes from entitlements.calendar_opening order by 1, 2, 3";
  private static final String YEARLY =
      "select calendar_version, month, day, cast(closes as text) closes, reason from entitlements.calendar_yearly_closing order by 1, 2, 3";
  private static final String SINGLE =
      "select calendar_version, cast(date as text) date, cast(closes as text) closes, reason from entitlements.calendar_single_closing order by 1, 2";
  private static final String PRIORITIES =
      "select level_version, severity, priority from entitlements.level_priority order by 1, 2";
  private static final String TARGETS =
      "select level_version, severity, kind, minutes from entitlements.level_target order by 1, 2, 3";
  private static final String NEWEST = "select max(id) newest from entitlements.level_version";
  private static final String LEVELS =
      """
      select v.id, l.code, l.name_it, l.name_en, cast(v.valid_from as text) valid_from, v.channels, v.calendar_version,
        v.phone_calendar_version, v.take_in_charge_minutes, v.answer_minutes,
        v.next_answer_minutes, v.resolution_minutes
      from entitlements.level_version v
      join entitlements.level l on l.code = v.level
      order by l.place, v.id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  private volatile LevelBook book = LevelBook.EMPTY;

  /** A book that holds at least every version up to {@code newest}. */
  LevelBook book(long newest) {
    LevelBook known = book;
    return known.newest() >= newest && newest > 0 ? known : read();
  }

  LevelVersion version(long id) {
    LevelBook known = book;
    return (known.knows(id) ? known : read()).version(id);
  }

  /**
   * Everything that is stored now; never to be asked by a transaction that has just added to it.
   */
  LevelBook book() {
    return book(Rows.number(Rows.rows(em, NEWEST, Map.of()).get(0), "newest"));
  }

  private LevelBook read() {
    Map<Long, BusinessCalendar> calendars = calendars();
    Map<Long, Map<Severity, Targets>> targets = targets();
    Map<Long, Map<Severity, Priority>> priorities =
        rows(PRIORITIES).stream()
            .collect(
                groupingBy(
                    r -> Rows.number(r, "level_version"),
                    toMap(
                        r -> Severity.valueOf(Rows.text(r, "severity")),
                        r -> Priority.valueOf(Rows.text(r, "priority")))));
    LevelBook read =
        new LevelBook(
            rows(LEVELS).stream()
                .filter(r -> countable(r, calendars))
                .map(r -> level(r, calendars, targets, priorities))
                .toList());
    book = read;
    return read;
  }

  /** A version whose calendar is broken is passed over: the one before it holds on. */
  private static boolean countable(DataRow row, Map<Long, BusinessCalendar> calendars) {
    return calendars.containsKey(Rows.number(row, "calendar_version"))
        && Rows.anyNumber(row, "phone_calendar_version").map(calendars::containsKey).orElse(true);
  }

  private Map<Long, Map<Severity, Targets>> targets() {
    Map<Long, Map<Severity, Map<PromiseKind, Duration>>> figures =
        rows(TARGETS).stream()
            .collect(
                groupingBy(
                    r -> Rows.number(r, "level_version"),
                    groupingBy(
                        r -> Severity.valueOf(Rows.text(r, "severity")),
                        toMap(
                            r -> PromiseKind.valueOf(Rows.text(r, "kind")),
                            r -> Duration.ofMinutes(Rows.number(r, "minutes"))))));
    Map<Long, Map<Severity, Targets>> targets = new HashMap<>();
    figures.forEach(
        (level, severities) ->
            severities.forEach(
                (severity, own) ->
                    targets
                        .computeIfAbsent(level, l -> new HashMap<>())
                        .put(
                            severity,
                            new Targets(
                                Optional.ofNullable(own.get(PromiseKind.TAKE_IN_CHARGE)),
                                Optional.ofNullable(own.get(PromiseKind.ANSWER)),
                                Optional.ofNullable(own.get(PromiseKind.NEXT_ANSWER)),
                                Optional.ofNullable(own.get(PromiseKind.RESOLUTION))))));
    return targets;
  }

  private static LevelVersion level(
      DataRow row,
      Map<Long, BusinessCalendar> calendars,
      Map<Long, Map<Severity, Targets>> targets,
      Map<Long, Map<Severity, Priority>> priorities) {
    return new LevelVersion(
        Rows.number(row, "id"),
        Rows.text(row, "code"),
        Rows.text(row, "name_it"),
        Rows.text(row, "name_en"),
        Rows.date(row, "valid_from"),
        channels(Rows.text(row, "channels")),
        calendars.get(Rows.number(row, "calendar_version")),
        Rows.anyNumber(row, "phone_calendar_version").map(calendars::get),
        new Targets(
            Rows.anyMinutes(row, "take_in_charge_minutes"),
            Rows.anyMinutes(row, "answer_minutes"),
            Rows.anyMinutes(row, "next_answer_minutes"),
            Rows.anyMinutes(row, "resolution_minutes")),
        targets.getOrDefault(Rows.number(row, "id"), Map.of()),
        priorities.getOrDefault(Rows.number(row, "id"), Map.of()));
  }

  private static Set<Channel> channels(String names) {
    return Arrays.stream(names.split(" ")).map(Channel::valueOf).collect(toUnmodifiableSet());
  }

  /** Every version of every calendar that can be one. */
  Map<Long, BusinessCalendar> calendars() {
    Map<Long, Map<DayOfWeek, List<Opening>>> openings =
        rows(OPENINGS).stream()
            .collect(
                groupingBy(
                    LevelStore::calendar,
                    groupingBy(
                        r -> DayOfWeek.of(Rows.small(r, "iso_day")),
                        mapping(
                            r -> new Opening(Rows.time(r, "opens"), Rows.time(r, "closes")),
                            toList()))));
    Map<Long, Map<MonthDay, Closing>> yearly =
        rows(YEARLY).stream()
            .collect(
                groupingBy(
                    LevelStore::calendar,
                    toMap(
                        r -> MonthDay.of(Rows.small(r, "month"), Rows.small(r, "day")),
                        LevelStore::closing)));
    Map<Long, Map<LocalDate, Closing>> single =
        rows(SINGLE).stream()
            .collect(
                groupingBy(
                    LevelStore::calendar, toMap(r -> Rows.date(r, "date"), LevelStore::closing)));
    Map<Long, BusinessCalendar> calendars = new HashMap<>();
    for (DataRow row : rows(CALENDARS)) {
      long id = Rows.number(row, "id");
      try {
        calendars.put(
            id,
            new BusinessCalendar(
                new CalendarRules(
                    ZoneId.of(Rows.text(row, "zone")),
                    openings.getOrDefault(id, Map.of()),
                    Optional.of(Rows.text(row, "country")).filter(c -> !c.isEmpty()),
                    yearly.getOrDefault(id, Map.of()),
                    single.getOrDefault(id, Map.of()))));
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "Calendar version " + id + " is broken and passed over", e);
      }
    }
    return calendars;
  }

  private static long calendar(DataRow row) {
    return Rows.number(row, "calendar_version");
  }

  private static Closing closing(DataRow row) {
    return Closing.from(Rows.time(row, "closes"), Rows.text(row, "reason"));
  }

  private List<DataRow> rows(String sql) {
    return Rows.rows(em, sql, Map.of());
  }
}
