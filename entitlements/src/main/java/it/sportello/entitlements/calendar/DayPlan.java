package it.sportello.entitlements.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One date of a calendar, as people read it.
 *
 * @param hours open by the clock on this date from midnight to midnight, the end of a night shift
 *     too, in the order of the day; one that ends at 00:00 lasts until midnight
 * @param reason why it is closed, or closes earlier than its week says; the keys of {@link
 *     WhyLine}. Empty on a day with its usual hours
 */
public record DayPlan(LocalDate date, List<Opening> hours, Optional<String> reason) {
  public DayPlan {
    hours = List.copyOf(hours);
  }

  public boolean closed() {
    return hours.isEmpty();
  }
}
