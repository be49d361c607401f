package it.sportello.entitlements.calendar;

import static java.util.stream.Collectors.toMap;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Calendars that the tests speak of, and instants as people in Rome write them. */
public final class Calendars {
  public static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private Calendars() {}

  /** Mon–Fri 9–13, 14–18, closed on Italian holidays. */
  public static BusinessCalendar office() {
    return italian("MONDAY-FRIDAY 09:00-13:00 14:00-18:00");
  }

  /** Mon–Fri 9–18, closed on Italian holidays. */
  public static BusinessCalendar allDay() {
    return italian("MONDAY-FRIDAY 09:00-18:00");
  }

  public static BusinessCalendar aroundTheClock() {
    return new BusinessCalendar(CalendarRules.weekly(ROME, week("MONDAY-SUNDAY 00:00-00:00")));
  }

  public static BusinessCalendar italian(String... lines) {
    return new BusinessCalendar(CalendarRules.weekly(ROME, week(lines)).withHolidaysOf("IT"));
  }

  /** Lines such as {@code MONDAY-FRIDAY 09:00-13:00 14:00-18:00}. */
  public static Map<DayOfWeek, List<Opening>> week(String... lines) {
    return Arrays.stream(lines)
        .map(line -> line.split(" "))
        .flatMap(words -> days(words[0]).map(day -> Map.entry(day, openings(words))))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static java.util.stream.Stream<DayOfWeek> days(String range) {
    DayOfWeek first = DayOfWeek.valueOf(range.split("-")[0]);
    DayOfWeek last = DayOfWeek.valueOf(range.substring(range.indexOf('-') + 1));
    return Arrays.stream(DayOfWeek.values())
        .filter(d -> d.compareTo(first) >= 0 && d.compareTo(last) <= 0);
  }

  private static List<Opening> openings(String[] words) {
    return Arrays.stream(words)
        .skip(1)
        .map(w -> w.split("-"))
        .map(w -> Opening.of(w[0], w[1]))
        .toList();
  }

  /** {@code 2027-03-26 17:59} by the clock of Rome; the first of two when it comes twice. */
  public static Instant rome(String words) {
    return LocalDateTime.parse(words.replace(' ', 'T')).atZone(ROME).toInstant();
  }

  public static String inRome(Instant at) {
    return LocalDateTime.ofInstant(at, ROME).toString().replace('T', ' ');
  }

  /** {@code 8:00} or {@code 0:00:30}: hours, minutes and seconds. */
  public static Duration hours(String words) {
    String[] parts = words.split(":");
    Function<Integer, Long> part = i -> i < parts.length ? Long.parseLong(parts[i]) : 0L;
    return Duration.ofSeconds(part.apply(0) * 3600 + part.apply(1) * 60 + part.apply(2));
  }
}
