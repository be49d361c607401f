package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Calendars.hours;
import static it.sportello.entitlements.calendar.Calendars.inRome;
import static it.sportello.entitlements.calendar.Calendars.rome;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static String told(List<WhyLine> lines) {
    return lines.stream()
        .map(
            l ->
                inRome(l.from()).substring(5)
                    + " – "
                    + inRome(l.to()).substring(5)
                    + " "
                    + l.counted().toMinutes()
                    + " "
                    + l.reasonKey())
        .collect(joining("\n", "", "\n"));
  }

  @Test
  void overEaster2027EachClosedDayHasItsReason() {
    assertEquals(
        """
        03-26 17:30 – 03-26 18:00 30 open
        03-26 18:00 – 03-27 00:00 0 closed.hours
        03-27 00:00 – 03-28 00:00 0 closed.weekend
        03-28 00:00 – 03-29 00:00 0 closed.holiday.easter
        03-29 00:00 – 03-30 00:00 0 closed.holiday.easter_monday
        03-30 00:00 – 03-30 09:00 0 closed.hours
        03-30 09:00 – 03-30 10:30 90 open
        """,
        told(Calendars.office().explain(rome("2027-03-26 17:30"), hours("2:00"))));
  }

  @Test
  void aHalfDayIsToldApartFromTheEvening() {
    BusinessCalendar calendar =
        new BusinessCalendar(
            Calendars.office()
                .rules()
                .withYearly(
                    Map.of(
                        MonthDay.of(12, 30),
                        Closing.from(LocalTime.of(16, 0), "closed.half_day"))));

    assertEquals(
        """
        12-30 13:10 – 12-30 14:00 0 closed.hours
        12-30 14:00 – 12-30 16:00 120 open
        12-30 16:00 – 12-31 00:00 0 closed.half_day
        12-31 00:00 – 12-31 09:00 0 closed.hours
        12-31 09:00 – 12-31 09:01 1 open
        """,
        told(calendar.explain(rome("2026-12-30 13:10"), hours("2:01"))));
  }

  @Test
  void aHalfDayThatBeginsInTheLunchBreakPartsIt() {
    BusinessCalendar calendar =
        new BusinessCalendar(
            Calendars.office()
                .rules()
                .withYearly(
                    Map.of(
                        MonthDay.of(12, 30),
                        Closing.from(LocalTime.of(13, 30), "closed.half_day"))));

    assertEquals(
        """
        12-30 13:10 – 12-30 13:30 0 closed.hours
        12-30 13:30 – 12-31 00:00 0 closed.half_day
        12-31 00:00 – 12-31 09:00 0 closed.hours
        12-31 09:00 – 12-31 09:01 1 open
        """,
        told(calendar.explain(rome("2026-12-30 13:10"), hours("0:01"))));
  }

  @Test
  void twoDaysOfTheWeekendAreOneLine() {
    List<WhyLine> lines = Calendars.office().explain(rome("2026-11-28 10:00"), hours("1:00"));

    assertEquals(
        """
        11-28 10:00 – 11-30 00:00 0 closed.weekend
        11-30 00:00 – 11-30 09:00 0 closed.hours
        11-30 09:00 – 11-30 10:00 60 open
        """,
        told(lines));
    assertEquals(List.of(false, false, true), lines.stream().map(WhyLine::open).toList());
  }

  @Test
  void aClosingInTheHourThatComesTwiceIsToldBothTimes() {
    BusinessCalendar calendar =
        new BusinessCalendar(
            CalendarRules.weekly(Calendars.ROME, Calendars.week("SUNDAY-SUNDAY 01:00-02:15"))
                .withSingle(
                    Map.of(
                        LocalDate.of(2027, 10, 31),
                        Closing.from(LocalTime.of(2, 30), "closed.ball"))));

    assertEquals(
        """
        10-31 02:00 – 10-31 02:15 15 open
        10-31 02:15 – 10-31 02:30 0 closed.hours
        10-31 02:30 – 10-31 02:00 0 closed.ball
        10-31 02:00 – 10-31 02:10 10 open
        """,
        told(calendar.explain(rome("2027-10-31 02:00"), hours("0:25"))));
  }

  @Test
  void aroundTheClockIsOneLineAlsoOverTheYearsOfTheTable() {
    List<WhyLine> lines =
        Calendars.aroundTheClock().explain(rome("2026-03-01 00:00"), Duration.ofDays(3_000));

    assertEquals(1, lines.size());
    assertEquals(Duration.ofDays(3_000), lines.get(0).counted());
  }

  @Test
  void nothingToExplainIsNoLine() {
    assertEquals(List.of(), Calendars.office().explain(rome("2026-11-23 10:00"), Duration.ZERO));
  }
}
