package it.sportello.entitlements.calendar;

import static it.sportello.entitlements.calendar.Calendars.rome;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The engine against the minute-by-minute oracle over odd calendars: 0 s difference. More cases, or
 * others, with {@code -Doracle.cases=5000000 -Doracle.seed=7}.
 */
class CalendarOracleTest {
  private static final long CASES = Long.getLong("oracle.cases", 200_000);
  private static final long YEAR_LONG = Long.getLong("oracle.years", Math.max(2_000, CASES / 100));
  private static final long SEED = Long.getLong("oracle.seed", 20_271_004);

  /** A new calendar after so many cases; each costs as much as some thousands of them. */
  private static final long CASES_A_CALENDAR = 5_000;

  private static final long DAY = 86_400;

  private Odd odd;
  private Oracle oracle;
  private BusinessCalendar calendar;
  private SplittableRandom random;

  @Test
  void theEngineCountsAsTheOracleDoesToTheSecond() {
    long calendars = Math.max(Odd.ALL, CASES / CASES_A_CALENDAR);
    System.out.printf(
        "oracle: %d cases up to 10 working days, %d of a year, %d calendars, seed %d%n",
        CASES, YEAR_LONG, calendars, SEED);
    long days = 0;
    long years = 0;
    for (long c = 0; c < calendars; c++) {
      take(SEED + c);
      for (; days < CASES * (c + 1) / calendars; days++) {
        upToTenWorkingDays();
      }
      for (; years < YEAR_LONG * (c + 1) / calendars; years++) {
        aYear();
      }
    }
    assertEquals(CASES, days);
    assertEquals(YEAR_LONG, years);
  }

  @Test
  void theOracleIsRightAboutHoursThatPeopleCounted() {
    Oracle hours =
        new Oracle(
            Calendars.ROME,
            Map.of(
                FRIDAY, List.of(new Oracle.Shift(540, 780), new Oracle.Shift(1320, 60)),
                SUNDAY, List.of(new Oracle.Shift(90, 210))),
            Map.of(LocalDate.of(2027, 11, 5), 600));

    assertEquals(rome("2027-03-26 13:00"), at(hours.add(second("2027-03-26 09:00:30"), 14_370)));
    assertEquals(rome("2027-03-26 22:00:01"), at(hours.add(second("2027-03-26 09:00"), 14_401)));
    assertEquals(rome("2027-03-27 01:00"), at(hours.add(second("2027-03-26 14:00"), 10_800)));
    assertEquals(rome("2027-03-28 03:30"), at(hours.add(second("2027-03-27 12:00"), 3_600)));
    assertEquals(10_800, hours.between(second("2027-10-31 00:00"), second("2027-10-31 12:00")));
    assertEquals(
        7_201, hours.between(second("2027-11-05 08:59:59"), second("2027-11-07 01:30:01")));
    assertTrue(hours.open(second("2027-11-05 09:59:59")));
    assertFalse(hours.open(second("2027-11-05 10:00")));
  }

  private static long second(String words) {
    return rome(words).getEpochSecond();
  }

  private void take(long number) {
    odd = new Odd(number);
    oracle = odd.oracle();
    calendar = odd.calendar();
    random = new SplittableRandom(number);
  }

  private void upToTenWorkingDays() {
    long start = odd.second(random);
    long span = random.nextLong(14 * DAY);
    long longest = 10 * odd.longestDay();
    check(
        start,
        switch (random.nextInt(4)) {
          case 0 -> 1 + random.nextLong(7_200);
          case 1 -> 60 * (1 + random.nextLong(longest / 60));
          case 2 -> Math.min(longest, untilAChange(start, span));
          default -> 1 + random.nextLong(longest);
        },
        start + span);
  }

  private void aYear() {
    long start = odd.second(random);
    long span = random.nextLong(300 * DAY, 366 * DAY);
    check(start, untilAChange(start, span), start + span);
  }

  /** So that the deadline falls on a closing, or a second or two beside it. */
  private long untilAChange(long start, long span) {
    long working = oracle.between(start, oracle.nextChange(start + span));
    return Math.max(1, working + random.nextInt(-2, 3));
  }

  private void check(long start, long working, long later) {
    long due = oracle.add(start, working);
    if (due != added(start, working)) {
      failWithTheLeast(start, working);
    }
    long time = oracle.between(start, later);
    if (time != measured(start, later) || working != measured(start, due)) {
      fail("%s%nbetween %s and %s is %d s".formatted(odd, at(start), at(later), time));
    }
    if (oracle.open(later) != calendar.isOpen(at(later)) || opens(later) != oracleOpens(later)) {
      fail("%s%nis open at %s: %s".formatted(odd, at(later), oracle.open(later)));
    }
  }

  private long added(long start, long working) {
    return calendar.add(at(start), Duration.ofSeconds(working)).getEpochSecond();
  }

  private long measured(long start, long end) {
    return calendar.between(at(start), at(end)).toSeconds();
  }

  private long opens(long second) {
    return calendar.nextOpening(at(second)).getEpochSecond();
  }

  private long oracleOpens(long second) {
    return oracle.open(second) ? second : oracle.nextChange(second);
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  /** The least that still fails: halves of the duration, then whole minutes. */
  private void failWithTheLeast(long start, long working) {
    long least = working;
    while (least > 1 && oracle.add(start, least / 2) != added(start, least / 2)) {
      least /= 2;
    }
    long from = start - start % 60;
    if (oracle.add(from, least) == added(from, least)) {
      from = start;
    }
    fail(
        "%s%n%s + %d s is %s, not %s"
            .formatted(odd, at(from), least, at(oracle.add(from, least)), at(added(from, least))));
  }
}
