package it.sportello.entitlements.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The laws of counting, to the nanosecond, over odd calendars. */
class CalendarLawsTest {
  private static final long CASES = Long.getLong("oracle.cases", 200_000) / 4;
  private static final long SEED = Long.getLong("oracle.seed", 20_271_004);
  private static final long LONGEST = 30L * 86_400;

  private interface Law {
    void hold(Case facts);
  }

  /** The facts of one case; printed when a law fails. */
  private record Case(Odd odd, BusinessCalendar calendar, Instant at, Duration a, Duration b) {
    @Override
    public String toString() {
      return "%s%nat %s, a = %s, b = %s".formatted(odd, at, a, b);
    }
  }

  private static void forAll(long cases, Law law) {
    for (int c = 0; c < Odd.ALL; c++) {
      SplittableRandom random = new SplittableRandom(SEED + c);
      Odd odd = new Odd(SEED + c);
      BusinessCalendar calendar = odd.calendar();
      for (long i = 0; i < cases / Odd.ALL; i++) {
        Instant at = Instant.ofEpochSecond(odd.second(random), random.nextInt(1_000_000_000));
        law.hold(new Case(odd, calendar, at, duration(random), duration(random)));
      }
    }
  }

  /** Nothing at times, whole seconds at times. */
  private static Duration duration(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofNanos(1 + random.nextInt(2_000_000_000));
      case 2, 3 -> Duration.ofSeconds(random.nextLong(LONGEST));
      default -> Duration.ofSeconds(random.nextLong(LONGEST), random.nextInt(1_000_000_000));
    };
  }

  @Test
  void addingTwiceIsAddingTheSum() {
    forAll(
        CASES,
        c ->
            assertEquals(
                c.calendar().add(c.at(), c.a().plus(c.b())),
                c.calendar().add(c.calendar().add(c.at(), c.a()), c.b()),
                c::toString));
  }

  @Test
  void betweenInvertsAdd() {
    forAll(
        CASES,
        c -> {
          Instant end = c.calendar().add(c.at(), c.a());

          assertEquals(c.a(), c.calendar().between(c.at(), end), c::toString);
          assertEquals(c.a().negated(), c.calendar().between(end, c.at()), c::toString);
        });
  }

  @Test
  void aLaterStartOrMoreWorkIsNeverDueEarlier() {
    forAll(
        CASES,
        c -> {
          Instant end = c.calendar().add(c.at(), c.a());

          assertFalse(c.calendar().add(c.at().plus(c.b()), c.a()).isBefore(end), c::toString);
          assertFalse(c.calendar().add(c.at(), c.a().plus(c.b())).isBefore(end), c::toString);
          assertFalse(end.isBefore(c.at()), c::toString);
        });
  }

  @Test
  void whatLiesBetweenAddsUp() {
    forAll(
        CASES,
        c -> {
          Instant middle = c.at().plus(c.a());
          Instant end = middle.plus(c.b());

          assertEquals(
              c.calendar().between(c.at(), end),
              c.calendar().between(c.at(), middle).plus(c.calendar().between(middle, end)),
              c::toString);
        });
  }

  @Test
  void anExplanationAddsUpWithoutAGap() {
    forAll(
        Math.max(200, CASES / 100),
        c -> {
          Instant at = c.at();
          Duration counted = Duration.ZERO;
          for (WhyLine line : c.calendar().explain(c.at(), c.a())) {
            assertEquals(at, line.from(), c::toString);
            assertTrue(line.to().isAfter(line.from()), c::toString);
            assertEquals(line.open(), c.calendar().isOpen(line.from()), c::toString);
            assertEquals(
                line.open() ? Duration.between(line.from(), line.to()) : Duration.ZERO,
                line.counted(),
                c::toString);
            counted = counted.plus(line.counted());
            at = line.to();
          }
          assertEquals(c.a(), counted, c::toString);
          assertEquals(c.calendar().add(c.at(), c.a()), at, c::toString);
        });
  }

  @Test
  void theYearShownIsTheYearCounted() {
    for (int c = 0; c < Odd.ALL; c++) {
      Odd odd = new Odd(SEED + c);
      BusinessCalendar calendar = odd.calendar();
      for (DayPlan day : calendar.year(2027)) {
        Instant begin = day.date().atStartOfDay(calendar.zone()).toInstant();
        Instant end = day.date().plusDays(1).atStartOfDay(calendar.zone()).toInstant();

        assertEquals(
            day.closed(),
            calendar.between(begin, end).isZero(),
            () -> odd + System.lineSeparator() + day);
        assertTrue(day.reason().isPresent() || !day.closed(), day::toString);
      }
    }
  }
}
