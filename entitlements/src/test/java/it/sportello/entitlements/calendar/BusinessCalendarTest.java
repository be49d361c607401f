package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Calendars.ROME;
import static it.sportello.entitlements.calendar.Calendars.hours;
import static it.sportello.entitlements.calendar.Calendars.inRome;
import static it.sportello.entitlements.calendar.Calendars.rome;
import static it.sportello.entitlements.calendar.Calendars.week;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {
  private static final LocalTime ONE = LocalTime.of(13, 0);

  private static BusinessCalendar calendar(String name) {
    return switch (name) {
      case "office" -> Calendars.office();
      case "all day" -> Calendars.allDay();
      case "24x7" -> Calendars.aroundTheClock();
      case "nights" -> Calendars.italian("MONDAY-FRIDAY 22:00-06:00");
      case "plain nights" ->
          new BusinessCalendar(CalendarRules.weekly(ROME, week("MONDAY-SUNDAY 22:00-06:00")));
      case "Milan" ->
          new BusinessCalendar(
              Calendars.office()
                  .rules()
                  .withYearly(Map.of(MonthDay.of(12, 7), Closing.allDay(Closing.PATRON))));
      case "half days" ->
          new BusinessCalendar(
              Calendars.office()
                  .rules()
                  .withYearly(
                      Map.of(
                          MonthDay.of(12, 24), Closing.from(ONE, "closed.half_day"),
                          MonthDay.of(12, 31), Closing.from(ONE, "closed.half_day")))
                  .withSingle(Map.of(LocalDate.of(2027, 8, 13), Closing.allDay("closed.company"))));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0}: {1}: {2} + {3} = {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      an ordinary morning                      | office       | 2026-11-23 09:00 | 2:00    | 2026-11-23 11:00
      over lunch                               | office       | 2026-11-23 12:30 | 1:00    | 2026-11-23 14:30
      used up exactly at the lunch break       | office       | 2026-11-23 09:00 | 4:00    | 2026-11-23 13:00
      used up exactly at closing               | office       | 2026-11-23 09:00 | 8:00    | 2026-11-23 18:00
      one second more than the day             | office       | 2026-11-23 09:00 | 8:00:01 | 2026-11-24 09:00:01
      from closing, the next opening counts    | office       | 2026-11-23 18:00 | 1:00    | 2026-11-24 10:00
      before hours                             | office       | 2026-11-23 07:12 | 1:00    | 2026-11-23 10:00
      in the lunch break                       | office       | 2026-11-23 13:20 | 1:00    | 2026-11-23 15:00
      Friday 17:59, one minute left            | office       | 2026-11-27 17:59 | 0:01    | 2026-11-27 18:00
      Friday 17:59, two minutes                | office       | 2026-11-27 17:59 | 0:02    | 2026-11-30 09:01
      Friday 17:59, take in charge by email    | office       | 2026-11-27 17:59 | 8:00    | 2026-11-30 17:59
      Friday 17:59, take in charge, priority   | all day      | 2026-11-27 17:59 | 2:00    | 2026-11-30 10:59
      Easter 2027: Friday to Tuesday           | office       | 2027-03-26 17:30 | 2:00    | 2027-03-30 10:30
      Easter 2027: the summer time night too   | all day      | 2027-03-26 17:00 | 2:00    | 2027-03-30 10:00
      Easter 2027: received on Easter Monday   | office       | 2027-03-29 10:00 | 1:00    | 2027-03-30 10:00
      4 October 2027 is closed, a Monday       | office       | 2027-10-01 17:00 | 2:00    | 2027-10-05 10:00
      4 October 2024 was open                  | office       | 2024-10-03 17:00 | 2:00    | 2024-10-04 10:00
      Christmas 2026, from Thursday            | office       | 2026-12-24 17:00 | 2:00    | 2026-12-28 10:00
      Christmas 2026, 24 working hours         | all day      | 2026-12-23 17:00 | 24:00   | 2026-12-29 14:00
      Christmas 2026, 24 December ends early   | half days    | 2026-12-24 12:00 | 2:00    | 2026-12-28 10:00
      due exactly when a half day ends         | half days    | 2026-12-24 12:00 | 1:00    | 2026-12-24 13:00
      31 December ends early, 1 January closed | half days    | 2026-12-31 12:30 | 1:00    | 2027-01-04 09:30
      a day closed by hand                     | half days    | 2027-08-12 17:30 | 1:00    | 2027-08-16 09:30
      St Ambrose in Milan, and the 8th         | Milan        | 2026-12-04 17:30 | 1:00    | 2026-12-09 09:30
      spring DST night, a shift                | plain nights | 2027-03-27 22:00 | 7:00    | 2027-03-28 06:00
      spring DST night, to the hour skipped    | plain nights | 2027-03-27 22:00 | 4:00    | 2027-03-28 03:00
      autumn DST night, a shift                | plain nights | 2026-10-24 22:00 | 9:00    | 2026-10-25 06:00
      spring DST night around the clock        | 24x7         | 2027-03-27 22:00 | 8:00    | 2027-03-28 07:00
      autumn DST night around the clock        | 24x7         | 2026-10-24 22:00 | 8:00    | 2026-10-25 05:00
      a year around the clock                  | 24x7         | 2026-01-01 00:00 | 8760:00 | 2027-01-01 00:00
      a holiday ends a night shift at midnight | nights       | 2026-12-24 23:00 | 2:00    | 2026-12-28 23:00
      a holiday begins no night shift          | nights       | 2027-01-05 22:00 | 3:00    | 2027-01-07 01:00
      its part after a holiday's midnight is open | nights    | 2026-12-08 20:00 | 1:00    | 2026-12-09 01:00
      Saturday morning of a Friday shift       | nights       | 2026-11-28 02:00 | 4:00    | 2026-11-28 06:00
      24 working hours for a first answer      | office       | 2026-11-23 09:00 | 24:00   | 2026-11-25 18:00
      nothing, while open                      | office       | 2026-11-23 09:00 | 0:00    | 2026-11-23 09:00
      nothing, exactly at closing              | office       | 2026-11-23 18:00 | 0:00    | 2026-11-23 18:00
      nothing, outside hours                   | office       | 2026-11-23 20:00 | 0:00    | 2026-11-24 09:00
      """)
  void addsWorkingTime(String why, String name, String start, String working, String due) {
    BusinessCalendar calendar = calendar(name);

    Instant end = calendar.add(rome(start), hours(working));

    assertEquals(due, inRome(end), why);
    assertEquals(hours(working), calendar.between(rome(start), end), why);
    assertEquals(hours(working).negated(), calendar.between(end, rome(start)), why);
  }

  @ParameterizedTest(name = "{0}: {1} at {2}: open {3}, opens {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      at the opening        | office | 2026-11-23 09:00    | true  | 2026-11-23 09:00
      at closing            | office | 2026-11-23 18:00    | false | 2026-11-24 09:00
      just before closing   | office | 2026-11-23 17:59:59 | true  | 2026-11-23 17:59:59
      at lunch              | office | 2026-11-23 13:00    | false | 2026-11-23 14:00
      on Friday evening     | office | 2026-11-27 18:00    | false | 2026-11-30 09:00
      on Easter Monday      | office | 2027-03-29 11:00    | false | 2027-03-30 09:00
      in a holiday's night  | nights | 2026-12-25 01:00    | false | 2026-12-28 22:00
      """)
  void knowsWhetherItIsOpen(String why, String name, String at, boolean open, String opens) {
    BusinessCalendar calendar = calendar(name);

    assertEquals(open, calendar.isOpen(rome(at)), why);
    assertEquals(opens, inRome(calendar.nextOpening(rome(at))), why);
  }

  @Test
  void countsFractionsOfASecond() {
    Instant start = rome("2026-11-23 17:59:59").plusNanos(250_000_000);

    Instant end = Calendars.office().add(start, Duration.ofMillis(1_000));

    assertEquals(rome("2026-11-24 09:00").plusNanos(250_000_000), end);
    assertEquals(Duration.ofSeconds(1), Calendars.office().between(start, end));
    assertTrue(Calendars.office().isOpen(start));
  }

  @Test
  void aShiftThatEndsInTheHourShownTwiceIsOpenBothTimes() {
    BusinessCalendar calendar =
        new BusinessCalendar(CalendarRules.weekly(ROME, week("SATURDAY-SATURDAY 22:00-02:30")));

    Instant end = calendar.add(rome("2026-10-24 22:00"), Duration.ofHours(5));

    assertEquals(Instant.parse("2026-10-25T01:30:00Z"), end);
    assertFalse(calendar.isOpen(Instant.parse("2026-10-25T00:45:00Z")));
    assertTrue(calendar.isOpen(Instant.parse("2026-10-25T01:15:00Z")));
  }

  @Test
  void reachesAsFarAsItIsAsked() {
    BusinessCalendar calendar = Calendars.office();
    Duration forty = Duration.ofHours(40 * 250 * 8);

    Instant end = calendar.add(rome("2026-01-05 09:00"), forty);

    assertEquals(forty, calendar.between(rome("2026-01-05 09:00"), end));
    assertTrue(end.isAfter(rome("2065-01-01 00:00")));
  }

  @Test
  void refusesWhatItCannotKnow() {
    BusinessCalendar calendar = Calendars.office();
    Instant monday = rome("2026-11-23 09:00");

    assertThrows(IllegalArgumentException.class, () -> calendar.add(monday, hours("0:-1")));
    assertThrows(
        ArithmeticException.class, () -> calendar.add(monday, Duration.ofDays(365L * 1_000)));
    assertThrows(
        ArithmeticException.class, () -> calendar.add(monday, Duration.ofSeconds(Long.MAX_VALUE)));
    for (String at : List.of("9999-12-31T00:00:00Z", "-0100-01-01T00:00:00Z")) {
      assertThrows(ArithmeticException.class, () -> calendar.isOpen(Instant.parse(at)));
    }
    assertThrows(ArithmeticException.class, () -> calendar.isOpen(Instant.MAX));
    assertThrows(ArithmeticException.class, () -> calendar.between(Instant.MIN, monday));
  }

  @Test
  void isKnownFromTheFirstSecondOf1900ToTheLastOf2399() {
    BusinessCalendar always = Calendars.aroundTheClock();
    Instant first = rome("1900-01-01 00:00");
    Instant end = rome("2400-01-01 00:00");

    assertTrue(always.isOpen(first));
    assertTrue(always.isOpen(end.minusSeconds(1)));
    assertThrows(ArithmeticException.class, () -> always.isOpen(first.minusSeconds(1)));
    assertThrows(ArithmeticException.class, () -> always.isOpen(end));
    assertEquals(
        Duration.between(first, end), always.between(first, end.minusNanos(1)).plusNanos(1));
  }

  @Test
  void looksBeyondTheYearsItHasLaidOut() {
    for (String asked : List.of("2026-06-01 09:00", "2029-06-01 09:00")) {
      BusinessCalendar calendar = Calendars.office();
      Instant known = rome(asked);
      Instant evening = rome(known.atZone(ROME).getYear() + 3 + "-12-31 20:00");

      calendar.isOpen(known);
      assertFalse(calendar.isOpen(evening));
      Instant opens = calendar.nextOpening(evening);
      assertEquals(opens.plusSeconds(3600), calendar.add(evening, Duration.ofHours(1)));
      assertEquals(opens, calendar.add(evening, Duration.ZERO));
      assertEquals(9, opens.atZone(ROME).getHour());
    }
    assertEquals(
        "2030-01-02 10:00",
        inRome(Calendars.office().add(rome("2029-12-31 20:00"), Duration.ofHours(1))));
  }

  @Test
  void anHourThatTheClockSkipsIsNoOpening() {
    BusinessCalendar sundays =
        new BusinessCalendar(CalendarRules.weekly(ROME, week("SUNDAY 02:00-03:00")));

    assertEquals("2027-04-04 02:00", inRome(sundays.nextOpening(rome("2027-03-27 12:00"))));
    assertEquals(
        Duration.ofHours(2), sundays.between(rome("2027-10-31 00:00"), rome("2027-10-31 12:00")));
  }

  @Test
  void justAfterTheOpeningIsOpen() {
    Instant opened = rome("2026-11-23 09:00").plusNanos(1);

    assertEquals(opened, Calendars.office().nextOpening(opened));
    assertEquals(opened, Calendars.office().add(opened, Duration.ZERO));
  }

  @Test
  void justAfterClosingNothingWaitsForTheNextOpening() {
    Instant closed = rome("2026-11-23 18:00").plusNanos(1);

    assertEquals("2026-11-24 09:00", inRome(Calendars.office().add(closed, Duration.ZERO)));
    assertEquals(Duration.ZERO, Calendars.office().between(rome("2026-11-23 18:00"), closed));
  }

  @Test
  void countsInItsOwnZone() {
    BusinessCalendar kolkata =
        new BusinessCalendar(
            CalendarRules.weekly(ZoneId.of("Asia/Kolkata"), week("MONDAY-FRIDAY 09:30-17:30")));

    Instant end = kolkata.add(Instant.parse("2026-11-23T00:00:00Z"), Duration.ofHours(9));

    assertEquals(Instant.parse("2026-11-24T05:00:00Z"), end);
  }

  @Test
  void isAValue() {
    assertEquals(Calendars.office(), Calendars.office());
    assertEquals(Calendars.office().hashCode(), Calendars.office().hashCode());
    assertFalse(Calendars.office().equals(Calendars.allDay()));
    assertFalse(Calendars.office().hashCode() == Calendars.allDay().hashCode());
    assertEquals(Calendars.office().rules().toString(), Calendars.office().toString());
  }
}
