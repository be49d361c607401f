package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Calendars.ROME;
import static it.sportello.entitlements.calendar.Calendars.week;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A calendar shows its whole year and says why each day is closed. */
class YearTest {
  private static final BusinessCalendar MILAN =
      new BusinessCalendar(
          Calendars.office()
              .rules()
              .withYearly(
                  Map.of(
                      MonthDay.of(12, 7), Closing.allDay(Closing.PATRON),
                      MonthDay.of(12, 24), Closing.from(LocalTime.of(13, 0), "closed.half_day"),
                      MonthDay.of(12, 25), Closing.from(LocalTime.of(13, 0), "closed.half_day"),
                      MonthDay.of(12, 31), Closing.from(LocalTime.of(12, 30), "closed.half_day"),
                      MonthDay.of(10, 2), Closing.from(LocalTime.of(13, 0), "closed.half_day")))
              .withSingle(
                  Map.of(
                      LocalDate.of(2027, 8, 13), Closing.allDay("closed.company"),
                      LocalDate.of(2027, 12, 7), Closing.from(LocalTime.NOON, "closed.company"),
                      LocalDate.of(2027, 12, 31), Closing.from(LocalTime.of(9, 0), "closed.ball"),
                      LocalDate.of(2027, 11, 5),
                          Closing.from(LocalTime.of(18, 0), "closed.late"))));

  private static String told(DayPlan day) {
    String hours = day.hours().stream().map(o -> o.from() + "–" + o.to()).collect(joining(", "));
    return day.date()
        + " "
        + (day.closed() ? "closed" : hours)
        + day.reason().map(r -> " " + r).orElse("");
  }

  @Test
  void italy2027DayByDay() {
    String unusual =
        MILAN.year(2027).stream()
            .filter(d -> d.reason().isPresent() && !d.reason().get().equals("closed.weekend"))
            .map(YearTest::told)
            .collect(joining("\n", "", "\n"));

    assertEquals(
        """
        2027-01-01 closed closed.holiday.new_year
        2027-01-06 closed closed.holiday.epiphany
        2027-03-28 closed closed.holiday.easter
        2027-03-29 closed closed.holiday.easter_monday
        2027-04-25 closed closed.holiday.liberation
        2027-05-01 closed closed.holiday.labour_day
        2027-06-02 closed closed.holiday.republic_day
        2027-08-13 closed closed.company
        2027-08-15 closed closed.holiday.assumption_day
        2027-10-04 closed closed.holiday.st_francis_of_assisi
        2027-11-01 closed closed.holiday.all_saints
        2027-12-07 closed closed.patron
        2027-12-08 closed closed.holiday.immaculate_conception
        2027-12-24 09:00–13:00 closed.half_day
        2027-12-25 closed closed.holiday.christmas
        2027-12-26 closed closed.holiday.stephens
        2027-12-31 closed closed.ball
        """,
        unusual);
  }

  @Test
  void eachDateHasItsPlaceAndAllOthersTheirUsualHours() {
    List<DayPlan> year = MILAN.year(2027);

    assertEquals(365, year.size());
    assertEquals(366, MILAN.year(2028).size());
    assertEquals(LocalDate.of(2027, 1, 1), year.get(0).date());
    assertEquals(LocalDate.of(2027, 12, 31), year.get(364).date());
    for (DayPlan day : year) {
      boolean weekend = day.date().getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
      assertEquals(day.reason().isEmpty(), day.hours().size() == 2, day.date().toString());
      assertEquals(weekend, weekend && day.closed());
    }
    assertEquals(250, year.stream().filter(d -> d.reason().isEmpty()).count());
    assertEquals("2027-11-05 09:00–13:00, 14:00–18:00", told(year.get(308)));
    assertEquals("2027-10-02 closed closed.weekend", told(year.get(274)));
  }

  @Test
  void aHalfDayInTheMiddleOfAnOpeningCutsIt() {
    assertEquals("2029-12-31 09:00–12:30 closed.half_day", told(MILAN.year(2029).get(364)));
  }

  @Test
  void anEarlierClosingByHandWinsAndAtTheSameHourIsTheReasonAsWell() {
    LocalDate date = LocalDate.of(2026, 12, 30);
    CalendarRules office = Calendars.office().rules();

    BusinessCalendar both =
        new BusinessCalendar(
            office
                .withYearly(
                    Map.of(MonthDay.from(date), Closing.from(LocalTime.of(13, 0), "closed.yearly")))
                .withSingle(Map.of(date, Closing.from(LocalTime.of(13, 0), "closed.single"))));

    assertEquals("2026-12-30 09:00–13:00 closed.single", told(both.year(2026).get(363)));
    assertEquals("2027-12-30 09:00–13:00 closed.yearly", told(both.year(2027).get(363)));
  }

  @Test
  void aNightShiftIsShownOnBothDates() {
    BusinessCalendar nights = Calendars.italian("MONDAY-FRIDAY 22:00-06:00");
    List<DayPlan> year = nights.year(2027);

    assertEquals("2027-01-04 22:00–00:00", told(year.get(3)));
    assertEquals("2027-01-05 00:00–06:00, 22:00–00:00", told(year.get(4)));
    assertEquals("2027-01-06 closed closed.holiday.epiphany", told(year.get(5)));
    assertEquals("2027-01-07 00:00–06:00, 22:00–00:00", told(year.get(6)));
    assertEquals("2027-01-09 00:00–06:00", told(year.get(8)));
    assertEquals("2027-01-10 closed closed.weekend", told(year.get(9)));
  }

  @Test
  void aWeekdayWithoutHoursIsToldApartFromTheWeekend() {
    BusinessCalendar odd =
        new BusinessCalendar(CalendarRules.weekly(ROME, week("MONDAY-THURSDAY 00:00-24:00")));

    assertEquals("2027-01-01 closed closed.weekday", told(odd.year(2027).get(0)));
    assertEquals("2027-01-02 closed closed.weekend", told(odd.year(2027).get(1)));
    assertEquals("2027-01-04 00:00–00:00", told(odd.year(2027).get(3)));
  }

  @Test
  void aPlanIsAValueThatNobodyChanges() {
    List<Opening> hours = MILAN.year(2027).get(4).hours();

    assertThrows(UnsupportedOperationException.class, () -> hours.remove(0));
  }
}
