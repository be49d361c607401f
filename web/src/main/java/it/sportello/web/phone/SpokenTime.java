package it.sportello.web.phone;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Instants as a voice says them: <i>martedì 24 novembre alle 11</i>, <i>Tuesday 24 November at 11
 * a.m.</i> Minutes are left out on the hour; noon, midnight, one o'clock and the first of the month
 * are said as people say them.
 */
final class SpokenTime {
  private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM");
  private final Language language;
  private final ZoneId zone;

  SpokenTime(Language language, ZoneId zone) {
    this.language = language;
    this.zone = zone;
  }

  String moment(Instant instant) {
    var at = instant.atZone(zone);
    var day = name(WEEKDAY, at) + " " + date(at);
    return switch (language) {
      case IT -> day + " " + italian(at.toLocalTime());
      case EN -> day + " at " + english(at.toLocalTime());
    };
  }

  /** The date with its year. */
  String day(Instant instant) {
    var at = instant.atZone(zone);
    return date(at) + " " + at.getYear();
  }

  private String date(ZonedDateTime at) {
    var first = language == Language.IT && at.getDayOfMonth() == 1;
    return (first ? "primo" : Integer.toString(at.getDayOfMonth())) + " " + name(MONTH, at);
  }

  private String name(DateTimeFormatter what, ZonedDateTime at) {
    return what.withLocale(language.locale()).format(at);
  }

  private static String italian(LocalTime time) {
    var minutes = time.getMinute() == 0 ? "" : " e " + time.getMinute();
    return switch (time.getHour()) {
      case 0 -> "a mezzanotte" + minutes;
      case 1 -> "all'una" + minutes;
      case 12 -> "a mezzogiorno" + minutes;
      default -> "alle " + time.getHour() + minutes;
    };
  }

  private static String english(LocalTime time) {
    if (time.getMinute() == 0 && time.getHour() % 12 == 0) {
      return time.getHour() == 0 ? "midnight" : "noon";
    }
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    var minutes = time.getMinute() == 0 ? "" : ":%02d".formatted(time.getMinute());
    return hour + minutes + (time.getHour() < 12 ? " a.m." : " p.m.");
  }
}
