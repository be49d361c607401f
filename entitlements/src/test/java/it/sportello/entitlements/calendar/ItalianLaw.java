package it.sportello.entitlements.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The public holidays as the law lists them, knowing no library: law 260/1949 as it stands, with 4
 * October from 2026 on by law 151/2025.
 */
final class ItalianLaw {
  private static final int ST_FRANCIS_SINCE = 2026;
  private static final List<MonthDay> FIXED =
      Stream.of(
              "01-01", "01-06", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25",
              "12-26")
          .map(d -> MonthDay.parse("--" + d))
          .toList();

  private ItalianLaw() {}

  static Set<LocalDate> holidays(int year) {
    Set<LocalDate> days = new TreeSet<>(List.of(easter(year), easter(year).plusDays(1)));
    FIXED.forEach(d -> days.add(d.atYear(year)));
    if (year >= ST_FRANCIS_SINCE) {
      days.add(LocalDate.of(year, 10, 4));
    }
    return days;
  }

  /** The Gregorian computus in the form of Oudin (1940). */
  static LocalDate easter(int year) {
    int golden = year % 19;
    int century = year / 100;
    int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    int moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
    int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    int fromMarch = moon - weekday;
    int month = 3 + (fromMarch + 40) / 44;
    return LocalDate.of(year, month, fromMarch + 28 - 31 * (month / 4));
  }
}
