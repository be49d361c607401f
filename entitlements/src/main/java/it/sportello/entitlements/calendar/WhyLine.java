package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * One line of the explanation of a deadline: from {@code from} until {@code to}, {@code counted}
 * was counted, because of {@code reasonKey}. Lines follow each other without a gap; the counted
 * durations add up to the target exactly.
 *
 * @param counted the whole line while open, zero while closed
 * @param reasonKey {@code open}, {@code paused.INFORMATION} and its like, {@code closed.hours}
 *     (outside the day's hours), {@code closed.weekend}, {@code closed.weekday} (a weekday without
 *     hours), {@code closed.holiday.easter_monday} and its like, or the reason of a {@link Closing}
 */
public record WhyLine(Instant from, Instant to, Duration counted, String reasonKey) {
  public static final String OPEN = "open";
  private static final String PAUSED = "paused.";

  /** Nothing is counted, open or not. */
  public static WhyLine paused(Instant from, Instant to, String reason) {
    return new WhyLine(from, to, Duration.ZERO, PAUSED + reason);
  }

  public boolean open() {
    return OPEN.equals(reasonKey);
  }
}
