package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/** Says why, day by day; for people, so it may walk. */
final class Explanation {
  private final BusinessCalendar calendar;
  private final List<WhyLine> lines = new ArrayList<>();

  Explanation(BusinessCalendar calendar) {
    this.calendar = calendar;
  }

  List<WhyLine> lines(Instant from, Instant to) {
    Instant at = from;
    while (at.isBefore(to)) {
      Instant opens = earlier(calendar.nextOpening(at), to);
      if (opens.isAfter(at)) {
        closed(at, opens);
        at = opens;
        continue;
      }
      Instant closes = earlier(calendar.openUntil(at), to);
      line(at, closes, WhyLine.OPEN);
      at = closes;
    }
    return List.copyOf(lines);
  }

  private void closed(Instant from, Instant to) {
    Instant at = from;
    while (at.isBefore(to)) {
      LocalDate date = LocalDate.ofInstant(at, calendar.zone());
      Instant end = earlier(endOf(date, at), to);
      line(at, end, reason(date, at));
      at = end;
    }
  }

  /** Midnight, or the hour at which the date closes early, or a change of the clock. */
  private Instant endOf(LocalDate date, Instant at) {
    ZoneRules rules = calendar.zone().getRules();
    ZoneOffset offset = rules.getOffset(at);
    Instant end =
        calendar
            .days()
            .closing(date)
            .map(c -> date.atTime(c.at()).toInstant(offset))
            .filter(at::isBefore)
            .orElse(date.plusDays(1).atStartOfDay().toInstant(offset));
    ZoneOffsetTransition change = rules.nextTransition(at);
    return change == null ? end : earlier(end, change.getInstant());
  }

  private String reason(LocalDate date, Instant at) {
    LocalTime time = LocalTime.ofInstant(at, calendar.zone());
    return calendar
        .days()
        .closing(date)
        .filter(c -> !time.isBefore(c.at()))
        .map(Closing::reason)
        .orElseGet(() -> calendar.days().byTheWeek(date.getDayOfWeek()));
  }

  /** Neighbours with the same reason are one line. */
  private void line(Instant from, Instant to, String reason) {
    int last = lines.size() - 1;
    Instant start = from;
    if (last >= 0 && lines.get(last).reasonKey().equals(reason)) {
      start = lines.remove(last).from();
    }
    boolean open = reason.equals(WhyLine.OPEN);
    lines.add(new WhyLine(start, to, open ? Duration.between(start, to) : Duration.ZERO, reason));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
