package it.sportello.entitlements;

import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.WhyLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a deadline is counted: {@code target} of opening time from {@code start}, leaving out the
 * pauses.
 *
 * @param pauses rising, without overlaps, none before {@code start}
 */
record Counting(BusinessCalendar calendar, Instant start, Duration target, List<Pause> pauses) {
  /** Where the last stretch begins in which the target runs out, and what is left of it then. */
  private record Rest(Instant from, Duration left, int pauses) {}

  /** A pause that begins when the target has run out, or later, changes nothing. */
  Instant due() {
    Rest rest = rest();
    return calendar.add(rest.from(), rest.left());
  }

  /** From {@code start} until {@link #due()} without a gap; the counted lines make the target. */
  List<WhyLine> why() {
    Rest rest = rest();
    List<WhyLine> lines = new ArrayList<>();
    Instant at = start;
    for (Pause pause : pauses.subList(0, rest.pauses())) {
      lines.addAll(calendar.explain(at, pause.from()));
      lines.add(WhyLine.paused(pause.from(), pause.to(), pause.reason().name()));
      at = pause.to();
    }
    lines.addAll(calendar.explain(at, due()));
    return lines;
  }

  private Rest rest() {
    Instant at = start;
    Duration left = target;
    int passed = 0;
    for (Pause pause : pauses) {
      Duration worked = calendar.between(at, pause.from());
      if (worked.compareTo(left) >= 0) {
        break;
      }
      left = left.minus(worked);
      at = pause.to();
      passed++;
    }
    return new Rest(at, left, passed);
  }
}
