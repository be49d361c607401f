package it.sportello.entitlements;

import it.sportello.entitlements.calendar.Opening;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;

/**
 * Opening hours as people read them: "Mon–Fri 9–13, 14–18".
 *
 * @param week days with hours, Monday first; neighbours with the same hours are one run
 */
public record Hours(ZoneId zone, List<Days> week) {
  public Hours {
    week = List.copyOf(week);
  }

  /** Consecutive weekdays with the same hours; {@code last} equals {@code first} for one day. */
  public record Days(DayOfWeek first, DayOfWeek last, List<Opening> openings) {
    public Days {
      openings = List.copyOf(openings);
    }
  }
}
