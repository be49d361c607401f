package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Opening.MINUTES_A_DAY;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a working calendar is made of, as people enter it.
 *
 * @param week the opening hours of each day; a day that is missing has none
 * @param country whose public holidays are closed, two letters of ISO 3166; empty for none
 * @param yearly closings of each year, such as a patron saint's day or the half day of 24 December
 * @param single closings of one date; wins over {@code yearly} where it closes earlier
 * @throws InvalidCalendar when it could never open, closings counted; when hours overlap, also past
 *     midnight; when a closing says no reason, or has seconds
 */
public record CalendarRules(
    ZoneId zone,
    Map<DayOfWeek, List<Opening>> week,
    Optional<String> country,
    Map<MonthDay, Closing> yearly,
    Map<LocalDate, Closing> single) {

  public CalendarRules {
    Map<DayOfWeek, List<Opening>> sorted = new EnumMap<>(DayOfWeek.class);
    week.forEach(
        (day, openings) -> {
          if (!openings.isEmpty()) {
            sorted.put(day, openings.stream().sorted().toList());
          }
        });
    week = Map.copyOf(sorted);
    yearly = Map.copyOf(yearly);
    single = Map.copyOf(single);
    if (week.isEmpty()) {
      throw new InvalidCalendar("calendar.neverOpens", zone.getId());
    }
    country.ifPresent(Holidays::check);
    for (DayOfWeek day : DayOfWeek.values()) {
      refuseOverlap(day, week);
    }
    yearly.forEach((date, closing) -> refuseAbsurd(date.toString().substring(2), closing));
    single.forEach(CalendarRules::refuseAbsurd);
    new Days(week, country, yearly, single).refuseNeverOpen();
  }

  /**
   * The zone that people name {@code Europe/Rome}.
   *
   * @throws InvalidCalendar when there is none; also for a bare offset, which knows no summer time
   */
  public static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new InvalidCalendar("calendar.zone", name);
    }
    return ZoneId.of(name);
  }

  /**
   * The date of a yearly closing; 29 February is one of leap years.
   *
   * @throws InvalidCalendar for 30 February and its like
   */
  public static MonthDay yearlyDate(int month, int day) {
    try {
      return MonthDay.of(month, day);
    } catch (DateTimeException e) {
      throw new InvalidCalendar("calendar.closing.date", "%02d-%02d".formatted(month, day), e);
    }
  }

  /** Only weekly hours. */
  public static CalendarRules weekly(ZoneId zone, Map<DayOfWeek, List<Opening>> week) {
    return new CalendarRules(zone, week, Optional.empty(), Map.of(), Map.of());
  }

  public CalendarRules withHolidaysOf(String iso) {
    return new CalendarRules(zone, week, Optional.of(iso), yearly, single);
  }

  public CalendarRules withYearly(Map<MonthDay, Closing> closings) {
    return new CalendarRules(zone, week, country, closings, single);
  }

  public CalendarRules withSingle(Map<LocalDate, Closing> closings) {
    return new CalendarRules(zone, week, country, yearly, closings);
  }

  /** In the order of the day. */
  public List<Opening> openings(DayOfWeek day) {
    return week.getOrDefault(day, List.of());
  }

  private static void refuseAbsurd(LocalDate date, Closing closing) {
    if (date.getYear() < BusinessCalendar.FIRST_YEAR
        || date.getYear() >= BusinessCalendar.LAST_YEAR) {
      throw new InvalidCalendar("calendar.closing.year", date.toString());
    }
    refuseAbsurd(date.toString(), closing);
  }

  private static void refuseAbsurd(String date, Closing closing) {
    if (closing.at().toNanoOfDay() % 60_000_000_000L != 0) {
      throw new InvalidCalendar("calendar.closing.minutes", date);
    }
    if (closing.reason().isBlank()) {
      throw new InvalidCalendar("calendar.closing.reason", date);
    }
  }

  private static void refuseOverlap(DayOfWeek day, Map<DayOfWeek, List<Opening>> week) {
    int end = 0;
    for (Opening opening : week.getOrDefault(day, List.of())) {
      if (opening.startMinute() < end) {
        throw new InvalidCalendar("calendar.overlap", day.name());
      }
      end = opening.endMinute();
    }
    List<Opening> tomorrow = week.getOrDefault(day.plus(1), List.of());
    if (!tomorrow.isEmpty() && tomorrow.get(0).startMinute() < end - MINUTES_A_DAY) {
      throw new InvalidCalendar("calendar.overlap", day.plus(1).name());
    }
  }
}
