package it.sportello.web.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.contacts.Language;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTimeTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-24T10:00:00Z | martedì 24 novembre alle 11        | Tuesday 24 November at 11 a.m.",
        "2026-11-24T10:30:00Z | martedì 24 novembre alle 11 e 30   | Tuesday 24 November at 11:30 a.m.",
        "2026-11-24T11:00:00Z | martedì 24 novembre a mezzogiorno  | Tuesday 24 November at noon",
        "2026-11-24T11:05:00Z | martedì 24 novembre a mezzogiorno e 5 | Tuesday 24 November at 12:05 p.m.",
        "2026-12-01T00:00:00Z | martedì primo dicembre all'una     | Tuesday 1 December at 1 a.m.",
        "2026-11-30T23:00:00Z | martedì primo dicembre a mezzanotte | Tuesday 1 December at midnight",
        "2026-07-06T16:00:00Z | lunedì 6 luglio alle 18            | Monday 6 July at 6 p.m."
      })
  void anInstantIsSaidAsPeopleSayIt(Instant instant, String italian, String english) {
    assertEquals(italian, new SpokenTime(Language.IT, ROME).moment(instant));
    assertEquals(english, new SpokenTime(Language.EN, ROME).moment(instant));
  }
}
