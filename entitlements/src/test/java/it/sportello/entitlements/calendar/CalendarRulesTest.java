package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Calendars.ROME;
import static it.sportello.entitlements.calendar.Calendars.week;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarRulesTest {
  private static final CalendarRules OFFICE = Calendars.office().rules();

  private static InvalidCalendar assertRefused(String key, String where, Executable entry) {
    InvalidCalendar refusal = assertThrows(InvalidCalendar.class, entry);
    assertEquals(key, refusal.key());
    assertEquals(where, refusal.where());
    return refusal;
  }

  /** Each date of the leap year 2028 but these, closed at the hour. */
  private static Map<MonthDay, Closing> yearlyBut(LocalTime at, MonthDay... open) {
    Map<MonthDay, Closing> closings = new HashMap<>();
    IntStream.rangeClosed(1, 366)
        .mapToObj(Year.of(2028)::atDay)
        .forEach(d -> closings.put(MonthDay.from(d), Closing.from(at, "closed.company")));
    closings.keySet().removeAll(List.of(open));
    return closings;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      MONDAY 09:00-13:00 12:00-18:00         | MONDAY
      MONDAY 09:00-13:00 12:59-18:00         | MONDAY
      MONDAY 22:00-06:00 23:00-23:30         | MONDAY
      MONDAY-TUESDAY 05:00-06:00 22:00-05:30 | TUESDAY
      MONDAY-SUNDAY 00:00-24:00 11:00-11:30  | MONDAY
      """)
  void overlappingHoursAreRefusedWithTheDay(String hours, String day) {
    assertRefused("calendar.overlap", day, () -> CalendarRules.weekly(ROME, week(hours)));
  }

  @Test
  void aNightShiftOfSundayMayNotReachIntoMonday() {
    assertRefused(
        "calendar.overlap",
        "MONDAY",
        () -> CalendarRules.weekly(ROME, week("MONDAY 05:00-12:00", "SUNDAY 22:00-05:01")));
  }

  @Test
  void aCalendarWithoutHoursIsRefused() {
    Map<DayOfWeek, List<Opening>> none = Map.of(DayOfWeek.MONDAY, List.of());

    assertRefused("calendar.neverOpens", "Europe/Rome", () -> CalendarRules.weekly(ROME, none));
  }

  @Test
  void closingsOnEveryDateWithHoursAreRefused() {
    CalendarRules thursdays = CalendarRules.weekly(ROME, week("THURSDAY 09:00-13:00"));

    assertRefused(
        "calendar.alwaysClosed",
        "THURSDAY",
        () -> thursdays.withYearly(yearlyBut(LocalTime.MIDNIGHT)));
    assertRefused(
        "calendar.alwaysClosed",
        "THURSDAY",
        () -> thursdays.withYearly(yearlyBut(LocalTime.of(9, 0))));
  }

  @Test
  void closingsOnEveryDateThatIsNoHolidayAreRefused() {
    MonthDay christmas = MonthDay.of(12, 25);

    assertRefused(
        "calendar.alwaysClosed",
        "MONDAY",
        () -> OFFICE.withYearly(yearlyBut(LocalTime.MIDNIGHT, christmas)));
  }

  @ParameterizedTest
  @CsvSource({"THURSDAY, --02-29", "SATURDAY, --02-29", "THURSDAY, --08-14"})
  void oneDateThatOpensOnceInAWhileIsACalendar(String day, MonthDay open) {
    CalendarRules once = CalendarRules.weekly(ROME, week(day + " 09:00-13:00"));

    assertEquals(365, once.withYearly(yearlyBut(LocalTime.MIDNIGHT, open)).yearly().size());
    assertEquals(366, once.withYearly(yearlyBut(LocalTime.of(9, 1))).yearly().size());
  }

  @Test
  void anUnknownZoneIsRefused() {
    for (String name : List.of("Europe/Roma", "", "+01:00", "UTC+1", "europe/rome")) {
      assertRefused("calendar.zone", name, () -> CalendarRules.zone(name));
    }
    assertEquals(ROME, CalendarRules.zone("Europe/Rome"));
    assertEquals(ZoneId.of("UTC"), CalendarRules.zone("UTC"));
  }

  @Test
  void aYearlyClosingOnADateThatDoesNotExistIsRefused() {
    InvalidCalendar refusal =
        assertRefused("calendar.closing.date", "02-30", () -> CalendarRules.yearlyDate(2, 30));
    assertInstanceOf(DateTimeException.class, refusal.getCause());
    assertRefused("calendar.closing.date", "13-01", () -> CalendarRules.yearlyDate(13, 1));
    assertRefused("calendar.closing.date", "06-31", () -> CalendarRules.yearlyDate(6, 31));
    assertEquals(MonthDay.of(2, 29), CalendarRules.yearlyDate(2, 29));
  }

  @Test
  void aClosingSaysItsReason() {
    assertRefused(
        "calendar.closing.reason",
        "12-07",
        () -> OFFICE.withYearly(Map.of(MonthDay.of(12, 7), Closing.allDay(" "))));
    assertRefused(
        "calendar.closing.reason",
        "2027-08-13",
        () -> OFFICE.withSingle(Map.of(LocalDate.of(2027, 8, 13), Closing.allDay(""))));
  }

  @Test
  void aClosingHasWholeMinutes() {
    for (LocalTime at : List.of(LocalTime.of(13, 0, 1), LocalTime.of(13, 0, 0, 1))) {
      assertRefused(
          "calendar.closing.minutes",
          "12-24",
          () -> OFFICE.withYearly(Map.of(MonthDay.of(12, 24), Closing.from(at, "closed.x"))));
    }
  }

  @Test
  void aClosingInAYearNobodyMeantIsRefused() {
    Closing closing = Closing.allDay("closed.company");
    for (String date : List.of("0227-08-13", "1899-12-31", "2400-01-01")) {
      assertRefused(
          "calendar.closing.year",
          date,
          () -> OFFICE.withSingle(Map.of(LocalDate.parse(date), closing)));
    }
    for (String date : List.of("1900-01-01", "2399-12-31")) {
      assertEquals(1, OFFICE.withSingle(Map.of(LocalDate.parse(date), closing)).single().size());
    }
  }

  @Test
  void hoursAreKeptInTheOrderOfTheDay() {
    CalendarRules rules =
        CalendarRules.weekly(
            ROME,
            Map.of(
                DayOfWeek.MONDAY,
                List.of(Opening.of("14:00", "18:00"), Opening.of("09:00", "13:00"))));

    assertEquals(
        List.of(Opening.of("09:00", "13:00"), Opening.of("14:00", "18:00")),
        rules.openings(DayOfWeek.MONDAY));
    assertTrue(rules.openings(DayOfWeek.SUNDAY).isEmpty());
  }

  @Test
  void openingsSortByTheirBeginningThenByTheirEnd() {
    Opening late = Opening.of("09:00", "08:00");

    assertTrue(Opening.of("09:00", "13:00").compareTo(late) < 0);
    assertTrue(late.compareTo(Opening.of("09:00", "13:00")) > 0);
    assertTrue(Opening.of("08:00", "18:00").compareTo(Opening.of("09:00", "10:00")) < 0);
    assertEquals(0, late.compareTo(Opening.of("09:00", "08:00")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MONDAY-SUNDAY 06:00-14:00 14:00-06:00",
        "MONDAY-SUNDAY 09:00-13:00 13:00-18:00",
        "MONDAY-SUNDAY 00:00-12:00 12:00-24:00"
      })
  void touchingHoursAreNotOverlapping(String hours) {
    assertEquals(2, CalendarRules.weekly(ROME, week(hours)).openings(DayOfWeek.MONDAY).size());
  }

  @Test
  void anOpeningHasWholeMinutes() {
    LocalTime ten = LocalTime.of(10, 0);

    assertRefused(
        "calendar.opening.minutes",
        "09:00:01–10:00",
        () -> new Opening(LocalTime.of(9, 0, 1), ten));
    assertRefused(
        "calendar.opening.minutes",
        "10:00–11:00:00.000000001",
        () -> new Opening(ten, LocalTime.of(11, 0, 0, 1)));
  }

  @Test
  void anOpeningThatEndsWhereItBeginsIsRefusedButAtMidnight() {
    assertRefused("calendar.opening.empty", "09:00–09:00", () -> Opening.of("09:00", "09:00"));
    assertEquals(24 * 60, Opening.of("00:00", "24:00").endMinute());
    assertEquals(Opening.of("00:00", "00:00"), Opening.of("00:00", "24:00"));
  }

  @ParameterizedTest
  @CsvSource({"9, 13:00", "25:00, 26:00", "09:00, ''", "24:00, 08:00", "nove, dieci"})
  void anOpeningThatCannotBeReadIsRefused(String from, String to) {
    InvalidCalendar refusal =
        assertRefused("calendar.opening.unreadable", from + "–" + to, () -> Opening.of(from, to));
    assertInstanceOf(DateTimeException.class, refusal.getCause());
  }

  @Test
  void anOpeningMayEndAtMidnight() {
    assertFalse(Opening.of("14:00", "00:00").overnight());
    assertFalse(Opening.of("14:00", "24:00").overnight());
    assertTrue(Opening.of("22:00", "00:01").overnight());
    assertFalse(Opening.of("09:00", "13:00").overnight());
  }
}
