package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes versions of levels. Ids and minutes start at 1, so 0 stands for none on the way in. */
@ApplicationScoped
class LevelWriter {
  private static final String LEVEL =
      """
      insert into entitlements.level (code, name_it, name_en, place)
      select :code, :it, :en, coalesce(max(place), 0) + 1 from entitlements.level
      on conflict (code) do update
      set name_it = coalesce(nullif(:it, ''), level.name_it),
        name_en = coalesce(nullif(:en, ''), level.name_en)
      """;

  private static final String VERSION =
      """
      insert into entitlements.level_version (level, valid_from, channels, calendar_version,
        phone_calendar_version, take_in_charge_minutes, answer_minutes, next_answer_minutes,
        resolution_minutes, made_by, correction)
      values (:code, cast(:from as date), :channels, :calendar, nullif(:phone, 0),
        nullif(:takeInCharge, 0), nullif(:answer, 0), nullif(:nextAnswer, 0),
        nullif(:resolution, 0), nullif(:by, 0), :correction)
      returning id
      """;

  private static final String FIGURE =
      """
      insert into entitlements.level_target (level_version, severity, kind, minutes)
      values (:version, :severity, :kind, :minutes)
      """;

  private static final String PRIORITY =
      """
      insert into entitlements.level_priority (level_version, severity, priority)
      values (:version, :severity, :priority)
      """;

  /** What holds from a day on until another day, by a calendar: each to be followed by a copy. */
  private static final String HOLDING =
      """
      select h.id, cast(greatest(h.valid_from, cast(:from as date)) as text) first_day
      from (
        select e.*, lead(e.valid_from) over (partition by e.level order by e.valid_from) next_from
        from (
          select distinct on (level, valid_from) *
          from entitlements.level_version
          order by level, valid_from, id desc) e) h
      join entitlements.calendar_version c on c.id = h.calendar_version
      left join entitlements.calendar_version p on p.id = h.phone_calendar_version
      where (h.next_from is null or h.next_from > cast(:from as date))
        and h.valid_from < cast(:until as date)
        and (c.code = :code or p.code = :code)
      order by h.level, h.valid_from
      """;

  private static final String COPY =
      """
      insert into entitlements.level_version (level, valid_from, channels, calendar_version,
        phone_calendar_version, take_in_charge_minutes, answer_minutes, next_answer_minutes,
        resolution_minutes, made_by, correction)
      select v.level, cast(:from as date), v.channels,
        case c.code when :code then :calendar else v.calendar_version end,
        case p.code when :code then :calendar else v.phone_calendar_version end,
        v.take_in_charge_minutes, v.answer_minutes, v.next_answer_minutes, v.resolution_minutes,
        nullif(:by, 0), :correction
      from entitlements.level_version v
      join entitlements.calendar_version c on c.id = v.calendar_version
      left join entitlements.calendar_version p on p.id = v.phone_calendar_version
      where v.id = :id
      returning id
      """;

  private static final String COPY_FIGURES =
      """
      insert into entitlements.level_target (level_version, severity, kind, minutes)
      select :copy, severity, kind, minutes
      from entitlements.level_target
      where level_version = :id
      """;

  private static final String COPY_PRIORITIES =
      """
      insert into entitlements.level_priority (level_version, severity, priority)
      select :copy, severity, priority
      from entitlements.level_priority
      where level_version = :id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /** The version, and one more for each day on which a calendar changes before the next version. */
  long add(LevelDraft draft, LevelBook book, CalendarShelf.Versions calendars, Administrator by) {
    Rows.run(em, LEVEL, Map.of("code", draft.code(), "it", draft.nameIt(), "en", draft.nameEn()));
    SortedSet<LocalDate> days =
        new TreeSet<>(calendars.changesAfter(draft.from(), draft.calendar()));
    draft.phoneCalendar().ifPresent(p -> days.addAll(calendars.changesAfter(draft.from(), p)));
    Optional<LocalDate> next = book.nextAfter(draft.from(), draft.code());
    long first = insert(draft, draft.from(), calendars, by);
    days.stream()
        .filter(day -> next.map(day::isBefore).orElse(true))
        .forEach(day -> insert(draft, day, calendars, by));
    return first;
  }

  /**
   * Lets every level that counts by the calendar {@code code} count by its new version from {@code
   * from} until another version of the calendar holds.
   */
  void follow(
      String code,
      long calendar,
      LocalDate from,
      LocalDate until,
      String correction,
      Administrator by) {
    List<DataRow> holding =
        Rows.rows(
            em, HOLDING, Map.of("from", from.toString(), "until", until.toString(), "code", code));
    for (DataRow row : holding) {
      long id = Rows.number(row, "id");
      Map<String, Object> values = new HashMap<>();
      values.put("id", id);
      values.put("from", Rows.text(row, "first_day"));
      values.put("code", code);
      values.put("calendar", calendar);
      values.put("by", by.agent());
      values.put("correction", correction);
      long copy = Rows.number(Rows.rows(em, COPY, values).get(0), "id");
      Rows.run(em, COPY_FIGURES, Map.of("copy", copy, "id", id));
      Rows.run(em, COPY_PRIORITIES, Map.of("copy", copy, "id", id));
    }
  }

  private long insert(
      LevelDraft draft, LocalDate from, CalendarShelf.Versions calendars, Administrator by) {
    Map<String, Object> values = new HashMap<>();
    values.put("code", draft.code());
    values.put("from", from.toString());
    values.put(
        "channels",
        draft.channels().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")));
    values.put("calendar", calendars.on(from, draft.calendar()).id());
    values.put("phone", draft.phoneCalendar().map(p -> calendars.on(from, p).id()).orElse(0L));
    LevelRules.PARTS.forEach((kind, part) -> values.put(part, minutes(draft.targets().of(kind))));
    values.put("by", by.agent());
    values.put("correction", draft.correction());
    long version = Rows.number(Rows.rows(em, VERSION, values).get(0), "id");
    draft.bySeverity().forEach((severity, own) -> figures(version, severity, own));
    draft
        .priorities()
        .forEach(
            (severity, priority) ->
                Rows.run(
                    em,
                    PRIORITY,
                    Map.of(
                        "version",
                        version,
                        "severity",
                        severity.name(),
                        "priority",
                        priority.name())));
    return version;
  }

  private void figures(long version, Severity severity, Targets own) {
    for (PromiseKind kind : LevelRules.PARTS.keySet()) {
      own.of(kind)
          .ifPresent(
              target ->
                  Rows.run(
                      em,
                      FIGURE,
                      Map.of(
                          "version",
                          version,
                          "severity",
                          severity.name(),
                          "kind",
                          kind.name(),
                          "minutes",
                          (int) target.toMinutes())));
    }
  }

  private static int minutes(Optional<Duration> target) {
    return target.map(t -> (int) t.toMinutes()).orElse(0);
  }
}
