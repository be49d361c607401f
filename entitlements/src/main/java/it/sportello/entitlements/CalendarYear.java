package it.sportello.entitlements;

import it.sportello.entitlements.calendar.Opening;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A year of a calendar at a glance, each day by the version that holds on it.
 *
 * @param days from 1 January to 31 December
 * @param confirmed when somebody looked through this year and confirmed it; empty until then
 */
public record CalendarYear(
    String code,
    String nameIt,
    String nameEn,
    int year,
    List<Day> days,
    Optional<Instant> confirmed) {
  public CalendarYear {
    days = List.copyOf(days);
  }

  /**
   * @param working whether the week has hours on this day, whatever closes the date
   * @param hours open on this date; none while closed
   * @param reason why it is closed, or closes earlier, beyond the weekly hours
   */
  public record Day(LocalDate date, boolean working, List<Opening> hours, Optional<String> reason) {
    public Day {
      hours = List.copyOf(hours);
    }

    /** Closed for a reason of its own, from midnight to midnight. */
    public boolean closed() {
      return reason.isPresent() && hours.isEmpty();
    }
  }
}
