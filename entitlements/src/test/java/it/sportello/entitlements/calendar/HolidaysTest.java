package it.sportello.entitlements.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's rules against the law's own list. */
class HolidaysTest {
  @ParameterizedTest
  @CsvSource({
    "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
    "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25",
    "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01"
  })
  void italyHasTheDaysOfTheLaw(LocalDate easter) {
    int year = easter.getYear();

    assertEquals(easter, ItalianLaw.easter(year), "the tables of the computus");
    assertEquals(ItalianLaw.holidays(year), new TreeSet<>(Holidays.of("IT", year).keySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-01, new_year",
    "2027-01-06, epiphany",
    "2027-03-28, easter",
    "2027-03-29, easter_monday",
    "2027-04-25, liberation",
    "2027-05-01, labour_day",
    "2027-06-02, republic_day",
    "2027-08-15, assumption_day",
    "2027-10-04, st_francis_of_assisi",
    "2027-11-01, all_saints",
    "2027-12-08, immaculate_conception",
    "2027-12-25, christmas",
    "2027-12-26, stephens"
  })
  void eachDayIsClosedAltogetherAndHasItsReason(LocalDate date, String name) {
    Map<LocalDate, Closing> year = Holidays.of("IT", 2027);

    assertEquals(Closing.allDay("closed.holiday." + name), year.get(date));
    assertEquals(13, year.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"XX", "it", "NYSE", "", "ITALY"})
  void aCountryNobodyKnowsIsRefused(String country) {
    InvalidCalendar refusal =
        assertThrows(
            InvalidCalendar.class, () -> Calendars.office().rules().withHolidaysOf(country));

    assertEquals("calendar.country", refusal.key());
    assertEquals(country, refusal.where());
    assertEquals("calendar.country: " + country, refusal.getMessage());
  }

  @Test
  void anotherCountryHasItsOwn() {
    Map<LocalDate, Closing> germany = Holidays.of("DE", 2027);

    assertEquals(
        Closing.allDay("closed.holiday.unification_germany"),
        germany.get(LocalDate.of(2027, 10, 3)));
    assertEquals(null, germany.get(LocalDate.of(2027, 10, 4)));
  }
}
