package it.sportello.entitlements.calendar;

import static java.util.stream.Collectors.toMap;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** An odd calendar that a number stands for, as the engine sees it and as the oracle does. */
final class Odd {
  static final long FIRST = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();
  static final long END = Instant.parse("2032-01-01T00:00:00Z").getEpochSecond();

  /** Kinds of week times zones: so many numbers show each of both together. */
  static final int ALL = 40;

  private static final int DAY = 24 * 60;
  private static final int KINDS = 8;
  private static final List<String> ZONES =
      List.of(
          "Europe/Rome",
          "America/New_York",
          "Asia/Kolkata",
          "Australia/Lord_Howe",
          "America/Havana");

  private final SplittableRandom random;
  private final CalendarRules rules;
  private final Map<LocalDate, Integer> closes = new HashMap<>();
  private final Map<DayOfWeek, List<Oracle.Shift>> shifts = new EnumMap<>(DayOfWeek.class);
  private final List<Long> changes = new ArrayList<>();

  Odd(long number) {
    this.random = new SplittableRandom(number);
    int kind = (int) (number % KINDS);
    for (DayOfWeek day : DayOfWeek.values()) {
      shifts.put(day, shifts(kind, day));
    }
    ZoneId zone = ZoneId.of(ZONES.get((int) (number % ZONES.size())));
    Optional<String> country = random.nextBoolean() ? Optional.of("IT") : Optional.empty();
    this.rules = new CalendarRules(zone, week(), country, yearly(), single());
    if (country.isPresent()) {
      for (int year = 2024; year <= 2033; year++) {
        ItalianLaw.holidays(year).forEach(day -> closes.put(day, 0));
      }
    }
    ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochSecond(FIRST));
    while (change != null && change.toEpochSecond() < END) {
      changes.add(change.toEpochSecond());
      change = zone.getRules().nextTransition(change.getInstant());
    }
  }

  BusinessCalendar calendar() {
    return new BusinessCalendar(rules);
  }

  Oracle oracle() {
    return new Oracle(rules.zone(), shifts, closes);
  }

  /** Any second of the years, or one within two days of a change of the clocks. */
  long second(SplittableRandom cases) {
    if (changes.isEmpty() || cases.nextInt(5) < 3) {
      return cases.nextLong(FIRST, END);
    }
    return changes.get(cases.nextInt(changes.size())) + cases.nextLong(-172_800, 172_800);
  }

  /** Seconds of the longest day of the week. */
  long longestDay() {
    return 60
        * shifts.values().stream()
            .mapToLong(s -> s.stream().mapToLong(o -> o.to() - o.from() + lap(o)).sum())
            .max()
            .orElseThrow();
  }

  private static int lap(Oracle.Shift shift) {
    return shift.overnight() ? DAY : 0;
  }

  private Map<DayOfWeek, List<Opening>> week() {
    return shifts.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                e ->
                    e.getValue().stream()
                        .map(s -> new Opening(time(s.from()), time(s.to())))
                        .toList()));
  }

  private Map<MonthDay, Closing> yearly() {
    Map<MonthDay, Closing> yearly = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      MonthDay date = MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28));
      int at = closing();
      yearly.put(date, Closing.from(time(at), "closed.yearly"));
      for (int year = 2024; year <= 2033; year++) {
        closes.put(date.atYear(year), at);
      }
    }
    return yearly;
  }

  private Map<LocalDate, Closing> single() {
    Map<LocalDate, Closing> single = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      LocalDate date = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(2_700));
      if (!single.containsKey(date)) {
        int at = closing();
        single.put(date, Closing.from(time(at), "closed.single"));
        closes.merge(date, at, Math::min);
      }
    }
    return single;
  }

  private int closing() {
    return random.nextBoolean() ? 0 : random.nextInt(DAY);
  }

  private static LocalTime time(int minute) {
    return LocalTime.of(minute / 60 % 24, minute % 60);
  }

  private List<Oracle.Shift> shifts(int kind, DayOfWeek day) {
    boolean weekend = day.getValue() >= 6;
    return switch (kind) {
      case 0 -> weekend ? List.of() : split();
      case 1 -> day == DayOfWeek.SUNDAY ? List.of() : weekend ? List.of(morning()) : split();
      case 2 -> List.of(new Oracle.Shift(at(20, 3), at(0, 6)));
      case 3 -> List.of(new Oracle.Shift(0, 0));
      case 4 -> day == DayOfWeek.WEDNESDAY ? List.of() : List.of(morning());
      case 5 -> weekend ? List.of(new Oracle.Shift(at(22, 1), at(3, 3))) : List.of();
      case 6 -> crumbs();
      default -> List.of(new Oracle.Shift(at(1, 1), at(2, 2)), new Oracle.Shift(360, 120 - 60));
    };
  }

  private List<Oracle.Shift> split() {
    return List.of(morning(), new Oracle.Shift(at(13, 2), at(17, 6)));
  }

  private Oracle.Shift morning() {
    return new Oracle.Shift(at(6, 3), at(12, 1));
  }

  /** Many openings of some minutes each. */
  private List<Oracle.Shift> crumbs() {
    List<Oracle.Shift> crumbs = new ArrayList<>();
    int minute = random.nextInt(60);
    while (minute < DAY - 60) {
      int end = minute + 1 + random.nextInt(30);
      crumbs.add(new Oracle.Shift(minute, end));
      minute = end + random.nextInt(90);
    }
    return crumbs;
  }

  /** Any minute of so many hours from this one. */
  private int at(int hour, int hours) {
    return hour * 60 + random.nextInt(hours * 60);
  }

  @Override
  public String toString() {
    return rules.toString();
  }
}
