package it.sportello.entitlements;

import it.sportello.contacts.InvalidValue;
import it.sportello.entitlements.calendar.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;

/**
 * When a promise is near: {@code percent} of its target is used, or {@code left} of working time is
 * left, whichever comes first.
 */
public record Nearness(int percent, Duration left) {
  private static final int WHOLE = 100;
  private static final Duration WEEK = Duration.ofDays(7);

  /** 75 % or 30 minutes. */
  public static final Nearness DEFAULT = new Nearness(75, Duration.ofMinutes(30));

  /**
   * @throws InvalidValue {@code nearness.percent} outside 1 to 99, {@code nearness.left} outside 0
   *     to 10,080 minutes
   */
  public Nearness {
    if (percent < 1 || percent >= WHOLE) {
      throw new InvalidValue("nearness.percent");
    }
    if (left.isNegative() || left.compareTo(WEEK) > 0) {
      throw new InvalidValue("nearness.left");
    }
  }

  /** The working time that is left at the instant from which a promise is near; at most all. */
  Duration leftWhenNear(Duration target) {
    Duration ofTarget = target.multipliedBy(WHOLE - percent).dividedBy(WHOLE);
    Duration longer = ofTarget.compareTo(left) > 0 ? ofTarget : left;
    return longer.compareTo(target) > 0 ? target : longer;
  }

  /**
   * Also when it is late.
   *
   * @param remaining working time until the deadline
   */
  public boolean isNear(Duration target, Duration remaining) {
    return remaining.compareTo(leftWhenNear(target)) <= 0;
  }

  /**
   * From when a clock is near. Counted back from the deadline, so that pauses, which move only
   * that, need not be known.
   */
  Instant nearAt(BusinessCalendar calendar, Instant start, Instant due, Duration target) {
    Duration whole = calendar.between(start, due);
    Duration before = whole.minus(leftWhenNear(target));
    return before.isNegative() || before.isZero() ? start : calendar.add(start, before);
  }
}
