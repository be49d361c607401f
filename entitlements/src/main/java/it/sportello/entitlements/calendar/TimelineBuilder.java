package it.sportello.entitlements.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lays the openings of whole years on the time line. Wall-clock stretches are cut by the closings
 * of their dates, then moved to instants through each period of constant offset: what the clock
 * skips falls out, what it repeats comes twice.
 */
final class TimelineBuilder {
  private static final long DAY = 86_400;

  /** From {@code start} to {@code end} by the clock, or on the time line; seconds. */
  private record Stretch(long start, long end) {}

  private record Offset(long from, long until, int seconds) {}

  private final BusinessCalendar calendar;

  TimelineBuilder(BusinessCalendar calendar) {
    this.calendar = calendar;
  }

  /** From 1 January of {@code firstYear} until 1 January of {@code endYear}, in the zone. */
  Timeline build(int firstYear, int endYear) {
    LocalDate first = LocalDate.of(firstYear, 1, 1);
    LocalDate end = LocalDate.of(endYear, 1, 1);
    long from = first.atStartOfDay(calendar.zone()).toEpochSecond();
    long until = end.atStartOfDay(calendar.zone()).toEpochSecond();
    List<Offset> offsets = offsets(from, until);
    List<Stretch> stretches = new ArrayList<>();
    for (LocalDate date = first.minusDays(1); !date.isAfter(end); date = date.plusDays(1)) {
      for (Stretch clock : byTheClock(date)) {
        place(clock, offsets, stretches);
      }
    }
    List<Stretch> merged = merge(stretches);
    return new Timeline(
        from,
        until,
        merged.stream().mapToLong(Stretch::start).toArray(),
        merged.stream().mapToLong(Stretch::end).toArray());
  }

  /** What is open on this date, also by a shift of the evening before. */
  private List<Stretch> byTheClock(LocalDate date) {
    long midnight = date.toEpochDay() * DAY;
    long closing =
        calendar.closing(date).map(c -> midnight + c.at().toSecondOfDay()).orElse(midnight + DAY);
    List<Stretch> open = new ArrayList<>();
    DayOfWeek day = date.getDayOfWeek();
    for (Opening o : calendar.rules().openings(day.minus(1))) {
      if (o.overnight()) {
        clip(midnight, midnight + o.to().toSecondOfDay(), closing, open);
      }
    }
    for (Opening o : calendar.rules().openings(day)) {
      long end = Math.min(o.endMinute() * 60L, DAY);
      clip(midnight + o.from().toSecondOfDay(), midnight + end, closing, open);
    }
    return open;
  }

  private static void clip(long start, long end, long closing, List<Stretch> to) {
    if (start < Math.min(end, closing)) {
      to.add(new Stretch(start, Math.min(end, closing)));
    }
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
    ZoneRules rules = calendar.zone().getRules();
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

  private static List<Stretch> merge(List<Stretch> stretches) {
    stretches.sort(Comparator.comparingLong(Stretch::start));
    List<Stretch> merged = new ArrayList<>();
    for (Stretch next : stretches) {
      Stretch last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && last.end() >= next.start()) {
        merged.set(merged.size() - 1, new Stretch(last.start(), Math.max(last.end(), next.end())));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
