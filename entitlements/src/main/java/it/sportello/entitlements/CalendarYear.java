package it.sportello.entitlements;

import it.sportello.entitlements.calendar.Closing;
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
   * @param openings by the week, whatever closes the date
   * @param closing why and from when it is closed beyond its weekly hours
   */
  public record Day(LocalDate date, List<Opening> openings, Optional<Closing> closing) {
    public Day {
      openings = List.copyOf(openings);
    }

    /** Open for its whole hours. */
    public boolean open() {
      return !openings.isEmpty() && closing.isEmpty();
    }

    /** Open for a part of its hours, and closed from an hour on. */
    public boolean half() {
      return closing
          .filter(c -> openings.stream().anyMatch(o -> o.from().isBefore(c.at())))
          .isPresent();
    }
  }
}
