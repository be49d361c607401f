package it.sportello.entitlements;

import static it.sportello.entitlements.calendar.Calendars.inRome;
import static it.sportello.entitlements.calendar.Calendars.rome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Form, mail and phone promise the same instants on the days that desks get wrong. */
class FrozenClockTest {
  private static final String NEVER = "never";

  private static LevelVersion level(String code) {
    return switch (code) {
      case "email" -> TestLevels.email();
      case "phone" -> TestLevels.phone();
      case "priority" -> TestLevels.priority();
      default -> throw new IllegalArgumentException(code);
    };
  }

  private static Admission asked(String level, Channel channel, Instant at) {
    return new Entitlement(level(level), Optional.empty(), Optional.empty()).admission(channel, at);
  }

  private static Promise promised(String level, Channel channel, Instant at) {
    return assertInstanceOf(Admission.Admitted.class, asked(level, channel, at)).promise();
  }

  private static String told(Deadline deadline) {
    return deadline.equals(Deadline.NEVER) ? NEVER : inRome(deadline.at());
  }

  /**
   * Email: Mon–Fri 9–13, 14–18; taken in charge within 8, answered within 24 working hours. Phone:
   * the same hours, 4 and 16. Priority: Mon–Fri 9–18; 2, 8, solved within 24. The line: Mon–Fri
   * 9–18.
   */
  @ParameterizedTest(name = "{0}: {1} at {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      an ordinary Friday, one minute left | email    | 2027-06-11 17:59    | no               | 2027-06-14 17:59 | 2027-06-16 17:59 | never
      an ordinary Friday, one minute left | phone    | 2027-06-11 17:59    | open             | 2027-06-14 12:59 | 2027-06-15 17:59 | never
      an ordinary Friday, one minute left | priority | 2027-06-11 17:59    | open             | 2027-06-14 10:59 | 2027-06-14 16:59 | 2027-06-16 14:59
      Friday at closing                   | email    | 2027-06-11 18:00    | no               | 2027-06-14 18:00 | 2027-06-16 18:00 | never
      Friday at closing                   | phone    | 2027-06-11 18:00    | 2027-06-14 09:00 | 2027-06-14 13:00 | 2027-06-15 18:00 | never
      Friday at closing                   | priority | 2027-06-11 18:00    | 2027-06-14 09:00 | 2027-06-14 11:00 | 2027-06-14 17:00 | 2027-06-16 15:00
      Good Friday, over Easter and DST    | email    | 2027-03-26 17:59    | no               | 2027-03-30 17:59 | 2027-04-01 17:59 | never
      Good Friday, over Easter and DST    | phone    | 2027-03-26 17:59    | open             | 2027-03-30 12:59 | 2027-03-31 17:59 | never
      Good Friday, over Easter and DST    | priority | 2027-03-26 17:59    | open             | 2027-03-30 10:59 | 2027-03-30 16:59 | 2027-04-01 14:59
      before the hour that is skipped     | email    | 2027-03-28 01:59:59 | no               | 2027-03-30 18:00 | 2027-04-01 18:00 | never
      after the hour that is skipped      | phone    | 2027-03-28 03:00    | 2027-03-30 09:00 | 2027-03-30 13:00 | 2027-03-31 18:00 | never
      after the hour that is skipped      | priority | 2027-03-28 03:00    | 2027-03-30 09:00 | 2027-03-30 11:00 | 2027-03-30 17:00 | 2027-04-01 15:00
      Easter Monday is closed             | email    | 2027-03-29 10:00    | no               | 2027-03-30 18:00 | 2027-04-01 18:00 | never
      Easter Monday is closed             | phone    | 2027-03-29 10:00    | 2027-03-30 09:00 | 2027-03-30 13:00 | 2027-03-31 18:00 | never
      Easter Monday is closed             | priority | 2027-03-29 10:00    | 2027-03-30 09:00 | 2027-03-30 11:00 | 2027-03-30 17:00 | 2027-04-01 15:00
      4 October: the Friday before        | email    | 2027-10-01 17:59    | no               | 2027-10-05 17:59 | 2027-10-07 17:59 | never
      4 October: the Friday before        | phone    | 2027-10-01 17:59    | open             | 2027-10-05 12:59 | 2027-10-06 17:59 | never
      4 October: the Friday before        | priority | 2027-10-01 17:59    | open             | 2027-10-05 10:59 | 2027-10-05 16:59 | 2027-10-07 14:59
      4 October, a Monday, is closed      | email    | 2027-10-04 10:00    | no               | 2027-10-05 18:00 | 2027-10-07 18:00 | never
      4 October, a Monday, is closed      | phone    | 2027-10-04 10:00    | 2027-10-05 09:00 | 2027-10-05 13:00 | 2027-10-06 18:00 | never
      4 October, a Monday, is closed      | priority | 2027-10-04 10:00    | 2027-10-05 09:00 | 2027-10-05 11:00 | 2027-10-05 17:00 | 2027-10-07 15:00
      October's DST night, then 1 Nov     | email    | 2027-10-29 17:59    | no               | 2027-11-02 17:59 | 2027-11-04 17:59 | never
      October's DST night, then 1 Nov     | phone    | 2027-10-29 17:59    | open             | 2027-11-02 12:59 | 2027-11-03 17:59 | never
      October's DST night, then 1 Nov     | priority | 2027-10-29 17:59    | open             | 2027-11-02 10:59 | 2027-11-02 16:59 | 2027-11-04 14:59
      in the hour that comes twice        | email    | 2027-10-31 02:30    | no               | 2027-11-02 18:00 | 2027-11-04 18:00 | never
      in the hour that comes twice        | priority | 2027-10-31 02:30    | 2027-11-02 09:00 | 2027-11-02 11:00 | 2027-11-02 17:00 | 2027-11-04 15:00
      24 December 2027, a Friday          | email    | 2027-12-24 17:59    | no               | 2027-12-27 17:59 | 2027-12-29 17:59 | never
      24 December 2027, a Friday          | phone    | 2027-12-24 17:59    | open             | 2027-12-27 12:59 | 2027-12-28 17:59 | never
      24 December 2027, a Friday          | priority | 2027-12-24 17:59    | open             | 2027-12-27 10:59 | 2027-12-27 16:59 | 2027-12-29 14:59
      Christmas 2027                      | email    | 2027-12-25 10:00    | no               | 2027-12-27 18:00 | 2027-12-29 18:00 | never
      Christmas 2027                      | phone    | 2027-12-25 10:00    | 2027-12-27 09:00 | 2027-12-27 13:00 | 2027-12-28 18:00 | never
      the last second of 26 December      | priority | 2027-12-26 23:59:59 | 2027-12-27 09:00 | 2027-12-27 11:00 | 2027-12-27 17:00 | 2027-12-29 15:00
      24 December 2026, a Thursday        | email    | 2026-12-24 17:59    | no               | 2026-12-28 17:59 | 2026-12-30 17:59 | never
      24 December 2026, a Thursday        | phone    | 2026-12-24 17:59    | open             | 2026-12-28 12:59 | 2026-12-29 17:59 | never
      24 December 2026, a Thursday        | priority | 2026-12-24 17:59    | open             | 2026-12-28 10:59 | 2026-12-28 16:59 | 2026-12-30 14:59
      Christmas 2026, a Friday            | priority | 2026-12-25 10:00    | 2026-12-28 09:00 | 2026-12-28 11:00 | 2026-12-28 17:00 | 2026-12-30 15:00
      """)
  void formMailAndPhoneAgree(
      String when,
      String level,
      String received,
      String line,
      String takenInCharge,
      String answered,
      String solved) {
    Instant at = rome(received);

    Promise form = promised(level, Channel.FORM, at);

    assertEquals(takenInCharge, told(form.takeInChargeBy()), when);
    assertEquals(answered, told(form.answerBy()), when);
    assertEquals(solved, told(form.resolveBy()), when);
    assertEquals(form, promised(level, Channel.EMAIL, at), when);
    assertTheLine(line, level, at, form);
  }

  /** {@code open}, {@code no} phone at this level, or when it opens. */
  private static void assertTheLine(String line, String level, Instant at, Promise form) {
    if (line.equals("open")) {
      assertEquals(form, promised(level, Channel.PHONE, at));
      return;
    }
    Admission.Refused refused =
        assertInstanceOf(Admission.Refused.class, asked(level, Channel.PHONE, at));
    assertEquals(
        line.equals("no") ? Admission.Reason.NOT_INCLUDED : Admission.Reason.CLOSED,
        refused.reason());
    assertEquals(line.equals("no") ? Optional.empty() : Optional.of(rome(line)), refused.opens());
  }

  @Test
  void theNightsOfTheClockChangeAreAnHourShorterAndAnHourLonger() {
    Instant march = Instant.parse("2027-03-26T16:59:00Z");
    Instant october = Instant.parse("2027-10-29T15:59:00Z");

    Instant inMarch = promised("email", Channel.FORM, march).takeInChargeBy().at();
    Instant inOctober = promised("email", Channel.FORM, october).takeInChargeBy().at();

    assertEquals(Instant.parse("2027-03-30T15:59:00Z"), inMarch);
    assertEquals(Instant.parse("2027-11-02T16:59:00Z"), inOctober);
    assertEquals(Duration.ofHours(95), Duration.between(march, inMarch));
    assertEquals(Duration.ofHours(97), Duration.between(october, inOctober));
  }

  @Test
  void bothHoursThatTheClockShowsTwiceAreOneNight() {
    Promise first = promised("priority", Channel.EMAIL, Instant.parse("2027-10-31T00:30:00Z"));

    assertEquals(first, promised("priority", Channel.FORM, Instant.parse("2027-10-31T01:30:00Z")));
  }
}
