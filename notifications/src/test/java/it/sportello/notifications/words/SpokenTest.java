package it.sportello.notifications.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTest {
  @ParameterizedTest(name = "{0} {2} {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-24T10:00:00Z | Europe/Rome | Europe/Rome   | IT | martedì 24 novembre alle 11:00
          2026-11-24T10:00:00Z | Europe/Rome | Europe/Rome   | EN | Tuesday 24 November at 11:00
          2026-11-24T08:05:00Z | Europe/Rome | Europe/Rome   | IT | martedì 24 novembre alle 9:05
          2026-12-01T00:30:00Z | Europe/Rome | Europe/Rome   | IT | martedì 1º dicembre all’1:30
          2026-12-01T23:00:00Z | Europe/Rome | Europe/Rome   | IT | mercoledì 2 dicembre a mezzanotte
          2027-01-04T08:00:00Z | Europe/Rome | Europe/Rome   | IT | lunedì 4 gennaio 2027 alle 9:00
          2027-01-04T08:00:00Z | Europe/Rome | Europe/Rome   | EN | Monday 4 January 2027 at 09:00
          2026-11-24T10:00:00Z | Europe/Rome | Europe/Paris  | IT | martedì 24 novembre alle 11:00
          2026-11-24T10:00:00Z | Europe/Rome | Europe/London | IT | martedì 24 novembre alle 11:00 (ora di Roma)
          2026-11-24T10:00:00Z | Europe/Rome | Europe/London | EN | Tuesday 24 November at 11:00 (Rome time)
          """)
  void instantsAreSaidAsPeopleSayThem(
      String instant, String zone, String theirs, Language language, String said) {
    assertEquals(
        said,
        Spoken.date(
            Instant.parse(instant),
            ZoneId.of(zone),
            ZoneId.of(theirs),
            Instant.parse("2026-11-22T12:00:00Z"),
            language));
  }
}
