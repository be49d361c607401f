package it.sportello.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Instants and durations as people say them, seen from {@code now} in a reader's zone. */
final class When {
  static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private final Words words;
  private final Instant now;
  private final ZoneId zone;
  private final LocalDate today;

  When(Words words, Instant now, ZoneId zone) {
    this.words = words;
    this.now = now;
    this.zone = zone;
    this.today = now.atZone(zone).toLocalDate();
  }

  Instant now() {
    return now;
  }

  Words words() {
    return words;
  }

  /**
   * The shortest that is not ambiguous: "oggi 11:00", "domani 11:00", "mar 11:00" for the next six
   * days, "mar 24 nov, 11:00", and with the year when it is another one.
   */
  String brief(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    long days = ChronoUnit.DAYS.between(today, at.toLocalDate());
    if (days >= -1 && days <= 1) {
      return words.say("when.day" + days, format("when.time", at));
    }
    if (days > 1 && days < 7) {
      return format("when.weekday", at);
    }
    return format(at.getYear() == today.getYear() ? "when.date" : "when.year", at);
  }

  /** With weekday, date, year and time: "martedì 24 novembre 2026, ore 11:00". */
  String full(Instant instant) {
    return format("when.full", instant.atZone(zone));
  }

  /** With the second, for evidence: "24 nov 2026, 11:00:07". */
  String precise(Instant instant) {
    return format("when.precise", instant.atZone(zone));
  }

  /** The date alone: "23 ottobre 2026". */
  String day(Instant instant) {
    return format("when.day", instant.atZone(zone));
  }

  String time(Instant instant) {
    return format("when.time", instant.atZone(zone));
  }

  /** From one instant to another, the day said once when it is the same: "lun 9:00–13:00". */
  String between(Instant from, Instant to) {
    ZonedDateTime start = from.atZone(zone);
    ZonedDateTime end = to.atZone(zone);
    boolean wholeDays =
        start.toLocalTime().toSecondOfDay() == 0 && end.toLocalTime().toSecondOfDay() == 0;
    if (wholeDays) {
      LocalDate last = end.toLocalDate().minusDays(1);
      String first = format("when.weekday_date", start);
      return last.isAfter(start.toLocalDate())
          ? first + " – " + format("when.weekday_date", end.minusDays(1))
          : first;
    }
    boolean sameDay =
        start.toLocalDate().equals(end.toLocalDate())
            || end.toLocalTime().toSecondOfDay() == 0
                && end.toLocalDate().equals(start.toLocalDate().plusDays(1));
    return format(exact("when.weekday", start), start)
        + (sameDay ? "–" + closing(end) : " – " + format(exact("when.weekday", end), end));
  }

  private String closing(ZonedDateTime end) {
    return end.toLocalTime().toSecondOfDay() == 0 ? "24:00" : format(exact("when.time", end), end);
  }

  /** Seconds are said where there are any. */
  private static String exact(String key, ZonedDateTime at) {
    return at.getSecond() == 0 ? key : key + ".seconds";
  }

  /** Like {@link #span}, with the seconds where there are any. */
  static String exactSpan(Duration duration) {
    long seconds = duration.abs().toSeconds();
    if (seconds % 60 == 0) {
      return seconds == 0 ? "0 min" : span(duration);
    }
    return seconds < 60 ? seconds + " s" : span(duration) + " " + seconds % 60 + " s";
  }

  /** Hours and minutes, never days: working hours are not the hours of a day. */
  static String span(Duration duration) {
    long minutes = duration.abs().toMinutes();
    if (minutes < 1) {
      return "< 1 min";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private String format(String key, ZonedDateTime at) {
    return DateTimeFormatter.ofPattern(words.say(key), words.language().locale()).format(at);
  }
}
