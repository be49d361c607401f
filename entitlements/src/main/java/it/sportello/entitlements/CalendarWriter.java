package it.sportello.entitlements;

import it.sportello.entitlements.calendar.CalendarRules;
import it.sportello.entitlements.calendar.Closing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;

/** Writes versions of calendars, and lets the levels follow them. */
@ApplicationScoped
class CalendarWriter {
  private static final LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);

  private static final String CALENDAR =
      """
      insert into entitlements.calendar (code, name_it, name_en)
      values (:code, :it, :en)
      on conflict (code) do update
      set name_it = coalesce(nullif(:it, ''), calendar.name_it),
        name_en = coalesce(nullif(:en, ''), calendar.name_en)
      """;

  private static final String VERSION =
      """
      insert into entitlements.calendar_version (code, zone, country, valid_from, made_by, correction)
      values (:code, :zone, :country, cast(:from as date), nullif(:by, 0), :correction)
      returning id
      """;

  private static final String OPENING =
      """
      insert into entitlements.calendar_opening (calendar_version, iso_day, opens, closes)
      values (:version, :day, cast(:opens as time), cast(:closes as time))
      """;

  private static final String YEARLY =
      """
      insert into entitlements.calendar_yearly_closing (calendar_version, month, day, closes, reason)
      values (:version, :month, :day, cast(:closes as time), :reason)
      """;

  private static final String SINGLE =
      """
      insert into entitlements.calendar_single_closing (calendar_version, date, closes, reason)
      values (:version, cast(:date as date), cast(:closes as time), :reason)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelWriter levels;

  long add(CalendarDraft draft, CalendarShelf.Versions versions, Administrator by) {
    Rows.run(
        em, CALENDAR, Map.of("code", draft.code(), "it", draft.nameIt(), "en", draft.nameEn()));
    CalendarRules rules = draft.rules();
    long version =
        Rows.number(
            Rows.rows(
                    em,
                    VERSION,
                    Map.of(
                        "code",
                        draft.code(),
                        "zone",
                        rules.zone().getId(),
                        "country",
                        rules.country().orElse(""),
                        "from",
                        draft.from().toString(),
                        "by",
                        by.agent(),
                        "correction",
                        draft.correction()))
                .get(0),
            "id");
    write(version, rules);
    LocalDate until =
        versions.changesAfter(draft.from(), draft.code()).stream()
            .min(LocalDate::compareTo)
            .orElse(FOR_EVER);
    levels.follow(draft.code(), version, draft.from(), until, draft.correction(), by);
    return version;
  }

  private void write(long version, CalendarRules rules) {
    rules
        .week()
        .forEach(
            (day, openings) ->
                openings.forEach(
                    o ->
                        Rows.run(
                            em,
                            OPENING,
                            Map.of(
                                "version",
                                version,
                                "day",
                                day.getValue(),
                                "opens",
                                o.from().toString(),
                                "closes",
                                o.to().toString()))));
    rules.yearly().forEach((day, closing) -> yearly(version, day, closing));
    rules.single().forEach((date, closing) -> single(version, date, closing));
  }

  private void yearly(long version, MonthDay day, Closing closing) {
    Rows.run(
        em,
        YEARLY,
        Map.of(
            "version",
            version,
            "month",
            day.getMonthValue(),
            "day",
            day.getDayOfMonth(),
            "closes",
            closing.at().toString(),
            "reason",
            closing.reason()));
  }

  private void single(long version, LocalDate date, Closing closing) {
    Rows.run(
        em,
        SINGLE,
        Map.of(
            "version",
            version,
            "date",
            date.toString(),
            "closes",
            closing.at().toString(),
            "reason",
            closing.reason()));
  }
}
