package it.sportello.entitlements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.InvalidValue;
import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.Calendars;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearnessTest {
  private final BusinessCalendar office = Calendars.office();

  @ParameterizedTest(name = "{0} + {1} min, {2} % or {3} min: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-23T09:00+01:00 | 480  | 75 | 30  | 2026-11-23T16:00+01:00
          2026-11-23T09:00+01:00 | 60   | 75 | 30  | 2026-11-23T09:30+01:00
          2026-11-23T09:00+01:00 | 120  | 75 | 30  | 2026-11-23T10:30+01:00
          2026-11-23T09:00+01:00 | 20   | 75 | 30  | 2026-11-23T09:00+01:00
          2026-11-23T09:00+01:00 | 480  | 99 | 0   | 2026-11-23T17:55:12+01:00
          2026-11-23T16:00+01:00 | 480  | 75 | 30  | 2026-11-24T13:00+01:00
          2026-11-23T17:30+01:00 | 480  | 50 | 0   | 2026-11-24T12:30+01:00
          2026-11-21T20:00+01:00 | 240  | 75 | 30  | 2026-11-23T12:00+01:00
          2026-11-23T09:00+01:00 | 320  | 75 | 0   | 2026-11-23T13:00+01:00
          2026-10-23T17:00+02:00 | 240  | 75 | 30  | 2026-10-26T11:00+01:00
          2027-03-26T17:00+01:00 | 120  | 50 | 0   | 2027-03-26T18:00+01:00
          """)
  void nearIsAnInstantOfTheCalendar(
      String start, long minutes, int percent, long left, String near) {
    Duration target = Duration.ofMinutes(minutes);
    Nearness nearness = new Nearness(percent, Duration.ofMinutes(left));
    Instant due = office.add(at(start), target);

    Instant instant = nearness.nearAt(office, at(start), due, target);

    assertEquals(at(near), instant);
    assertTrue(nearness.isNear(target, office.between(instant, due)));
  }

  @Test
  void justBeforeThatInstantItIsNotNear() {
    Duration target = Duration.ofHours(8);

    assertFalse(Nearness.DEFAULT.isNear(target, Duration.ofHours(2).plusSeconds(1)));
    assertTrue(Nearness.DEFAULT.isNear(target, Duration.ofHours(2)));
    assertTrue(Nearness.DEFAULT.isNear(target, Duration.ofHours(-1)), "late is near too");
  }

  @Test
  void aPauseMovesTheInstantWithTheDeadline() {
    Duration target = Duration.ofHours(8);
    Instant start = at("2026-11-23T09:00+01:00");
    Instant due = office.add(start, target.plusHours(4));

    assertEquals(at("2026-11-24T11:00+01:00"), Nearness.DEFAULT.nearAt(office, start, due, target));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 30, nearness.percent",
    "100, 30, nearness.percent",
    "75, -1, nearness.left",
    "75, 10081, nearness.left"
  })
  void whatIsNoThresholdIsRefused(int percent, long minutes, String key) {
    Duration left = Duration.ofMinutes(minutes);

    assertEquals(key, assertThrows(InvalidValue.class, () -> new Nearness(percent, left)).key());
  }

  private static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
