package it.sportello.entitlements.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;

/**
 * Counts minute by minute what the engine finds in its tables: one byte says of each minute whether
 * the wall clock of the zone then shows a time that is open. Knows nothing of the engine but the
 * law's words. Every opening and every change of a clock falls on a whole minute, so the rest of
 * one is exact to the second.
 */
final class Oracle {
  /** Minutes of the day; one that does not end after it begins ends on the next. */
  record Shift(int from, int to) {
    boolean overnight() {
      return to <= from;
    }
  }

  private static final Instant FIRST = Instant.parse("2024-12-20T00:00:00Z");
  private static final Instant END = Instant.parse("2033-01-10T00:00:00Z");
  private static final long BEGIN = FIRST.getEpochSecond() / 60;
  private static final int DAY = 24 * 60;
  private static final int QUARTER = 15;

  private final ZoneId zone;
  private final Map<LocalDate, Integer> closes;
  private final boolean[][] week = new boolean[7][DAY];
  private final byte[] open = new byte[(int) (END.getEpochSecond() / 60 - BEGIN)];

  /**
   * @param closes dates with the minute at which they close until midnight
   */
  Oracle(ZoneId zone, Map<DayOfWeek, List<Shift>> shifts, Map<LocalDate, Integer> closes) {
    this.zone = zone;
    this.closes = closes;
    for (DayOfWeek day : DayOfWeek.values()) {
      for (int minute = 0; minute < DAY; minute++) {
        week[day.getValue() - 1][minute] =
            in(shifts.getOrDefault(day, List.of()), minute)
                || inTheNightBefore(shifts.getOrDefault(day.minus(1), List.of()), minute);
      }
    }
    walk();
  }

  private static boolean in(List<Shift> today, int minute) {
    return today.stream().anyMatch(s -> minute >= s.from() && (s.overnight() || minute < s.to()));
  }

  private static boolean inTheNightBefore(List<Shift> yesterday, int minute) {
    return yesterday.stream().anyMatch(s -> s.overnight() && minute < s.to());
  }

  private void walk() {
    requireQuarters();
    long midnight = Long.MIN_VALUE;
    int closing = DAY;
    boolean[] hours = week[0];
    for (int quarter = 0; quarter < open.length; quarter += QUARTER) {
      Instant at = Instant.ofEpochSecond((BEGIN + quarter) * 60);
      long wall = BEGIN + quarter + zone.getRules().getOffset(at).getTotalSeconds() / 60;
      for (int i = 0; i < QUARTER; i++) {
        if (wall + i < midnight || wall + i >= midnight + DAY) {
          LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(wall + i, (long) DAY));
          midnight = date.toEpochDay() * DAY;
          closing = closes.getOrDefault(date, DAY);
          hours = week[date.getDayOfWeek().getValue() - 1];
        }
        int minute = (int) (wall + i - midnight);
        open[quarter + i] = (byte) (minute < closing && hours[minute] ? 1 : 0);
      }
    }
  }

  /** The clocks are asked once in a quarter of an hour. */
  private void requireQuarters() {
    ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
    while (change != null && change.getInstant().isBefore(END)) {
      if (change.toEpochSecond() % (QUARTER * 60) != 0
          || change.getOffsetAfter().getTotalSeconds() % 60 != 0) {
        throw new IllegalArgumentException(zone + " changes its clocks at " + change);
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
  }

  boolean open(long second) {
    return open[minute(second)] == 1;
  }

  /** The second until which {@code working} seconds, at least one, have been open. */
  long add(long start, long working) {
    int minute = minute(start);
    long left = working;
    if (open[minute] == 1) {
      long rest = 60 - start % 60;
      if (left <= rest) {
        return start + left;
      }
      left -= rest;
    }
    minute++;
    long last = (left - 1) % 60 + 1;
    int whole = (int) ((left - last) / 60);
    while (whole > 0) {
      whole -= open[minute++];
    }
    while (open[minute] == 0) {
      minute++;
    }
    return second(minute) + last;
  }

  /** The open seconds from {@code a} until {@code b}, which is not before. */
  long between(long a, long b) {
    int first = minute(a);
    int last = minute(b);
    int minutes = 0;
    for (int minute = first; minute < last; minute++) {
      minutes += open[minute];
    }
    return 60L * minutes - a % 60 * open[first] + b % 60 * open[last];
  }

  /** The second from which the first minute after this one is not open if this is, or is if not. */
  long nextChange(long second) {
    int minute = minute(second);
    byte now = open[minute];
    while (minute < open.length - 1 && open[minute] == now) {
      minute++;
    }
    return second(minute);
  }

  private static int minute(long second) {
    return (int) (second / 60 - BEGIN);
  }

  private static long second(int minute) {
    return (BEGIN + minute) * 60;
  }
}
