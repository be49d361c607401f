package it.sportello.entitlements.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lays the openings of whole years on the time line. The hours of each date are moved to instants
 * through each period of constant offset: what the clock skips falls out, what it repeats comes
 * twice.
 */
final class TimelineBuilder {
  private static final long DAY = 86_400;

  /** From {@code start} to {@code end} by the clock, or on the time line; seconds. */
  private record Stretch(long start, long end) {}

  private record Offset(long from, long until, int seconds) {}

  private final ZoneId zone;
  private final Days days;

  TimelineBuilder(ZoneId zone, Days days) {
    this.zone = zone;
    this.days = days;
  }

  /** From 1 January of {@code firstYear} until 1 January of {@code endYear}, in the zone. */
  Timeline build(int firstYear, int endYear) {
    List<Stretch> stretches = new ArrayList<>();
    for (int year = firstYear; year < endYear; year++) {
      stretches.addAll(year(year));
    }
    List<Stretch> merged = merge(stretches);
    return new Timeline(
        begin(firstYear),
        begin(endYear),
        merged.stream().mapToLong(Stretch::start).toArray(),
        merged.stream().mapToLong(Stretch::end).toArray());
  }

  private List<Stretch> year(int year) {
    List<Offset> offsets = offsets(begin(year), begin(year + 1));
    List<Stretch> stretches = new ArrayList<>();
    LocalDate end = LocalDate.of(year + 1, 1, 1);
    // A day more at each end: a clock that is set back over midnight shows a date again.
    LocalDate date = LocalDate.of(year - 1, 12, 31);
    for (; !date.isAfter(end); date = date.plusDays(1)) {
      for (Opening hours : days.hours(date)) {
        place(byTheClock(date, hours), offsets, stretches);
      }
    }
    return stretches;
  }

  private long begin(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(zone).toEpochSecond();
  }

  private static Stretch byTheClock(LocalDate date, Opening hours) {
    long midnight = date.toEpochDay() * DAY;
    return new Stretch(midnight + hours.startMinute() * 60L, midnight + hours.endMinute() * 60L);
  }

  private static void place(Stretch clock, List<Offset> offsets, List<Stretch> to) {
    for (Offset offset : offsets) {
      long start = Math.max(clock.start() - offset.seconds(), offset.from());
      long end = Math.min(clock.end() - offset.seconds(), offset.until());
      if (start < end) {
        to.add(new Stretch(start, end));
      }
    }
  }

  private List<Offset> offsets(long from, long until) {
    ZoneRules rules = zone.getRules();
    List<Offset> offsets = new ArrayList<>();
    long at = from;
    while (at < until) {
      Instant instant = Instant.ofEpochSecond(at);
      ZoneOffsetTransition next = rules.nextTransition(instant);
      long end = next == null ? until : Math.min(until, next.toEpochSecond());
      ZoneOffset offset = rules.getOffset(instant);
      offsets.add(new Offset(at, end, offset.getTotalSeconds()));
      at = end;
    }
    return offsets;
  }

  /** No instant has two times by the clock, so stretches touch but never overlap. */
  private static List<Stretch> merge(List<Stretch> stretches) {
    stretches.sort(Comparator.comparingLong(Stretch::start));
    List<Stretch> merged = new ArrayList<>();
    for (Stretch next : stretches) {
      Stretch last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && last.end() == next.start()) {
        merged.set(merged.size() - 1, new Stretch(last.start(), next.end()));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
