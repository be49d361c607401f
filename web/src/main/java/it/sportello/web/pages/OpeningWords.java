package it.sportello.web.pages;

import it.sportello.entitlements.Hours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.stream.Collectors;

/** Opening hours as a door plate has them: "lun–ven 9–13, 14–18". */
final class OpeningWords {
  private OpeningWords() {}

  static String of(Hours hours, Words words) {
    return hours.week().stream().map(days -> days(days, words)).collect(Collectors.joining("; "));
  }

  private static String days(Hours.Days days, Words words) {
    String name =
        days.first() == days.last()
            ? day(days.first(), words)
            : day(days.first(), words) + "–" + day(days.last(), words);
    return name
        + " "
        + days.openings().stream()
            .map(opening -> time(opening.from()) + "–" + time(opening.to()))
            .collect(Collectors.joining(", "));
  }

  private static String day(DayOfWeek day, Words words) {
    return day.getDisplayName(TextStyle.SHORT, words.language().locale());
  }

  private static String time(LocalTime time) {
    return time.getMinute() == 0
        ? Integer.toString(time.getHour())
        : time.getHour() + ":" + (time.getMinute() < 10 ? "0" : "") + time.getMinute();
  }
}
