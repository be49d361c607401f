package it.sportello.notifications.words;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Instants as people say them: <i>martedì 24 novembre alle 11:00</i>. */
final class Spoken {
  private static final Map<String, String> CITIES_IT =
      Map.of(
          "Rome", "Roma",
          "London", "Londra",
          "Paris", "Parigi",
          "Berlin", "Berlino",
          "Lisbon", "Lisbona",
          "Athens", "Atene",
          "Zurich", "Zurigo",
          "Brussels", "Bruxelles");

  private Spoken() {}

  /**
   * The year only where it is not the one of {@code today}; the zone only where its clocks differ
   * from the reader's at that instant.
   */
  static String date(
      Instant instant, ZoneId zone, ZoneId theirs, Instant today, Language language) {
    ZonedDateTime time = instant.atZone(zone);
    boolean sameYear = time.getYear() == today.atZone(zone).getYear();
    boolean sameClocks =
        zone.getRules().getOffset(instant).equals(theirs.getRules().getOffset(instant));
    String said = language == Language.IT ? italian(time, sameYear) : english(time, sameYear);
    return sameClocks ? said : said + zone(zone, language);
  }

  private static String italian(ZonedDateTime time, boolean sameYear) {
    String day = time.getDayOfMonth() == 1 ? "1º" : Integer.toString(time.getDayOfMonth());
    String pattern = "EEEE '" + day + "' MMMM" + (sameYear ? "" : " yyyy");
    return format(time, pattern, Locale.ITALIAN) + " " + italianHour(time);
  }

  private static String italianHour(ZonedDateTime time) {
    if (time.getHour() == 0 && time.getMinute() == 0) {
      return "a mezzanotte";
    }
    return (time.getHour() == 1 ? "all’" : "alle ") + format(time, "H:mm", Locale.ITALIAN);
  }

  private static String english(ZonedDateTime time, boolean sameYear) {
    String pattern = "EEEE d MMMM" + (sameYear ? "" : " yyyy") + " 'at' HH:mm";
    return format(time, pattern, Locale.ENGLISH);
  }

  private static String zone(ZoneId zone, Language language) {
    String id = zone.getId();
    String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    return language == Language.IT
        ? " (ora di " + CITIES_IT.getOrDefault(city, city) + ")"
        : " (" + city + " time)";
  }

  private static String format(ZonedDateTime time, String pattern, Locale locale) {
    return time.format(DateTimeFormatter.ofPattern(pattern, locale));
  }
}
