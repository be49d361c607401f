package it.sportello.entitlements;

import static it.sportello.entitlements.calendar.Calendars.ROME;
import static it.sportello.entitlements.calendar.Calendars.italian;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.entitlements.calendar.Calendars;
import it.sportello.entitlements.calendar.Opening;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoursTest {
  private static final List<Opening> MORNING = List.of(Opening.of("09:00", "13:00"));

  @Test
  void neighboursWithTheSameHoursAreOneRun() {
    assertEquals(
        new Hours(
            ROME,
            List.of(
                new Hours.Days(
                    MONDAY,
                    FRIDAY,
                    List.of(Opening.of("09:00", "13:00"), Opening.of("14:00", "18:00"))))),
        Levels.hours(Calendars.office()));
  }

  @Test
  void aFreeDayPartsTwoRuns() {
    assertEquals(
        List.of(
            new Hours.Days(MONDAY, TUESDAY, MORNING), new Hours.Days(THURSDAY, SATURDAY, MORNING)),
        Levels.hours(italian("MONDAY-TUESDAY 09:00-13:00", "THURSDAY-SATURDAY 09:00-13:00"))
            .week());
  }
}
