package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What one writes first: from date to date, opening by opening, until the time is used up. Knows
 * the holidays of a year once it has met them; right where no opening touches a change of the
 * clock.
 */
final class DayWalk {
  private final CalendarRules rules;
  private final Days days;

  DayWalk(CalendarRules rules) {
    this.rules = rules;
    this.days = new Days(rules.week(), rules.country(), rules.yearly(), rules.single());
  }

  Instant add(Instant start, Duration working) {
    LocalDateTime at = LocalDateTime.ofInstant(start, rules.zone());
    Duration left = working;
    LocalDate date = at.toLocalDate();
    while (true) {
      for (Opening hours : days.hours(date)) {
        LocalDateTime opens = date.atTime(hours.from());
        LocalDateTime closes = opens.plusMinutes(hours.endMinute() - hours.startMinute());
        LocalDateTime from = at.isAfter(opens) ? at : opens;
        if (from.isBefore(closes)) {
          Duration open = Duration.between(from, closes);
          if (open.compareTo(left) >= 0) {
            return from.plus(left).atZone(rules.zone()).toInstant();
          }
          left = left.minus(open);
        }
      }
      date = date.plusDays(1);
    }
  }
}
