package it.sportello.entitlements.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The library's rules against the law's own list: law 260/1949 as it stands, with 4 October from
 * 2026 on by law 151/2025. Easter Sundays from the tables of the Gregorian computus.
 */
class HolidaysTest {
  private static final List<MonthDay> FIXED =
      Stream.of(
              "01-01", "01-06", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25",
              "12-26")
          .map(d -> MonthDay.parse("--" + d))
          .toList();

  @ParameterizedTest
  @CsvSource({
    "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
    "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25",
    "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01"
  })
  void italyHasTheDaysOfTheLaw(LocalDate easter) {
    int year = easter.getYear();
    Set<LocalDate> law = new TreeSet<>(List.of(easter, easter.plusDays(1)));
    FIXED.forEach(d -> law.add(d.atYear(year)));
    if (year >= 2026) {
      law.add(LocalDate.of(year, 10, 4));
    }

    assertEquals(law, new TreeSet<>(Holidays.of("IT", year).keySet()));
  }

  @Test
  void eachDayHasItsReason() {
    Map<LocalDate, Closing> year = Holidays.of("IT", 2027);

    assertEquals("closed.holiday.easter_monday", year.get(LocalDate.of(2027, 3, 29)).reason());
    assertEquals(
        "closed.holiday.st_francis_of_assisi", year.get(LocalDate.of(2027, 10, 4)).reason());
    assertEquals("closed.holiday.christmas", year.get(LocalDate.of(2027, 12, 25)).reason());
  }

  @Test
  void anUnknownCountryIsRefused() {
    assertThrows(InvalidCalendar.class, () -> Holidays.check("XX"));
  }
}
