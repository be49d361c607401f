package it.sportello.entitlements.calendar;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The public holidays of a country, by the rules of its law. */
final class Holidays {
  private static final String REASON = "closed.holiday.";

  private Holidays() {}

  /** The dates of {@code year} with the key of their name, such as {@code easter_monday}. */
  static Map<LocalDate, Closing> of(String country, int year) {
    Map<LocalDate, Closing> closings = new HashMap<>();
    manager(country)
        .getHolidays(Year.of(year))
        .forEach(h -> closings.put(h.getDate(), Closing.allDay(reason(h.getPropertiesKey()))));
    return closings;
  }

  /** Two capitals; the library also knows the holidays of stock exchanges. */
  static void check(String country) {
    if (!country.matches("[A-Z]{2}")
        || Arrays.stream(HolidayCalendar.values())
            .noneMatch(c -> c.getId().equalsIgnoreCase(country))) {
      throw new InvalidCalendar("calendar.country", country);
    }
  }

  /** {@code christian.EASTER_MONDAY} becomes {@code closed.holiday.easter_monday}. */
  private static String reason(String propertiesKey) {
    String name = propertiesKey.substring(propertiesKey.lastIndexOf('.') + 1);
    return REASON + name.toLowerCase(Locale.ROOT);
  }

  private static HolidayManager manager(String country) {
    return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
  }
}
