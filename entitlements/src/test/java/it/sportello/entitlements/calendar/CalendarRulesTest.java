package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Calendars.ROME;
import static it.sportello.entitlements.calendar.Calendars.week;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      MONDAY 09:00-13:00 12:00-18:00      | MONDAY
      MONDAY 22:00-06:00 23:00-23:30      | MONDAY
      MONDAY-TUESDAY 05:00-06:00 22:00-05:30 | TUESDAY
      MONDAY-SUNDAY 12:00-12:00 11:00-11:30 | TUESDAY
      """)
  void overlappingHoursAreRefusedWithTheDay(String hours, String day) {
    InvalidCalendar refusal =
        assertThrows(InvalidCalendar.class, () -> CalendarRules.weekly(ROME, week(hours)));

    assertEquals("calendar.overlap", refusal.key());
    assertEquals(day, refusal.where());
  }

  @Test
  void aCalendarThatNeverOpensIsRefused() {
    Map<DayOfWeek, List<Opening>> none = Map.of(DayOfWeek.MONDAY, List.of());

    assertEquals(
        "calendar.neverOpens",
        assertThrows(InvalidCalendar.class, () -> CalendarRules.weekly(ROME, none)).key());
  }

  @Test
  void hoursAreKeptInTheOrderOfTheDay() {
    CalendarRules rules =
        CalendarRules.weekly(
            ROME,
            Map.of(
                DayOfWeek.MONDAY,
                List.of(Opening.of("14:00", "18:00"), Opening.of("09:00", "13:00"))));

    assertEquals(Opening.of("09:00", "13:00"), rules.openings(DayOfWeek.MONDAY).get(0));
    assertTrue(rules.openings(DayOfWeek.SUNDAY).isEmpty());
  }

  @Test
  void touchingHoursAreNotOverlapping() {
    assertEquals(
        2,
        CalendarRules.weekly(ROME, week("MONDAY-SUNDAY 06:00-14:00 14:00-06:00"))
            .openings(DayOfWeek.MONDAY)
            .size());
  }

  @Test
  void anOpeningHasWholeMinutesAndMayEndAtMidnight() {
    assertThrows(
        InvalidCalendar.class, () -> new Opening(LocalTime.of(9, 0, 1), LocalTime.of(10, 0)));
    assertFalse(Opening.of("14:00", "00:00").overnight());
    assertTrue(Opening.of("22:00", "00:01").overnight());
  }
}
