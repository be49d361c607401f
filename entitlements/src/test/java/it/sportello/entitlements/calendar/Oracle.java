package it.sportello.entitlements.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts minute by minute what the engine finds in its tables, by asking the wall clock of each
 * minute; knows nothing of the engine but the law's words. For zones whose offsets are whole
 * minutes.
 */
final class Oracle {
  record Shift(LocalTime from, LocalTime to) {
    boolean overnight() {
      return !to.isAfter(from);
    }
  }

  private final ZoneId zone;
  private final Map<DayOfWeek, List<Shift>> week;
  private final Set<LocalDate> closed;
  private final Map<LocalDate, LocalTime> closesEarly;

  Oracle(
      ZoneId zone,
      Map<DayOfWeek, List<Shift>> week,
      Set<LocalDate> closed,
      Map<LocalDate, LocalTime> closesEarly) {
    this.zone = zone;
    this.week = week;
    this.closed = closed;
    this.closesEarly = closesEarly;
  }

  boolean open(Instant minute) {
    ZonedDateTime wall = minute.atZone(zone);
    LocalDate today = wall.toLocalDate();
    LocalTime now = wall.toLocalTime();
    if (closed.contains(today)) {
      return false;
    }
    if (closesEarly.containsKey(today) && !now.isBefore(closesEarly.get(today))) {
      return false;
    }
    for (Shift shift : week.getOrDefault(today.getDayOfWeek(), List.of())) {
      if (!now.isBefore(shift.from()) && (shift.overnight() || now.isBefore(shift.to()))) {
        return true;
      }
    }
    for (Shift shift : week.getOrDefault(today.minusDays(1).getDayOfWeek(), List.of())) {
      if (shift.overnight() && now.isBefore(shift.to())) {
        return true;
      }
    }
    return false;
  }

  /** Whole minutes from a whole minute; at least one. */
  Instant add(Instant start, int minutes) {
    Instant at = start;
    int left = minutes;
    while (left > 0) {
      if (open(at)) {
        left--;
      }
      at = at.plusSeconds(60);
    }
    return at;
  }

  int between(Instant a, Instant b) {
    int minutes = 0;
    for (Instant at = a; at.isBefore(b); at = at.plusSeconds(60)) {
      minutes += open(at) ? 1 : 0;
    }
    return minutes;
  }
}
