package it.sportello.web.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Versions in words: from when until when, how they stand, who made them. */
record Spans(Words words, LocalDate today) {
  String days(LocalDate from, Optional<LocalDate> until) {
    Locale locale = words.language().locale();
    if (until.isEmpty() || until.get().isBefore(from)) {
      return words.say("span.from", day(from, locale));
    }
    return words.say("span.between", day(from, locale), day(until.get(), locale));
  }

  String state(LocalDate from, boolean current, boolean replaced) {
    if (current) {
      return words.say("version.current");
    }
    if (replaced) {
      return words.say("version.replaced");
    }
    return words.say(from.isAfter(today) ? "version.coming" : "version.past");
  }

  String tone(boolean current) {
    return current ? "priority" : "plain";
  }

  String made(When when, Instant at, Optional<String> by) {
    return by.map(name -> words.say("version.made_by", when.day(at), name))
        .orElseGet(() -> when.day(at));
  }

  static String day(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(day);
  }
}
