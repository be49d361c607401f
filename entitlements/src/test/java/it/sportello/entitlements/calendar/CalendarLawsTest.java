package it.sportello.entitlements.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The engine against the minute-by-minute oracle, and the laws of counting, over odd calendars. */
class CalendarLawsTest {
  private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
  private static final int MINUTES = 7 * 365 * 24 * 60;
  private static final List<String> ZONES =
      List.of("Europe/Rome", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");

  /** An odd calendar, as the engine sees it and as the oracle does. */
  record Odd(BusinessCalendar calendar, Oracle oracle) {}

  private static final List<Odd> CALENDARS =
      IntStream.range(0, 60).mapToObj(CalendarLawsTest::odd).toList();

  @Provide
  Arbitrary<Odd> odd() {
    return Arbitraries.of(CALENDARS);
  }

  /** Any minute, or one close to a change of the clocks. */
  @Provide
  Arbitrary<Instant> minute() {
    Arbitrary<Instant> any =
        Arbitraries.integers().between(0, MINUTES).map(m -> FIRST.plusSeconds(60L * m));
    Arbitrary<Instant> nearChange =
        Arbitraries.of("2027-03-28T01:00:00Z", "2026-10-25T01:00:00Z", "2028-03-12T07:00:00Z")
            .map(Instant::parse)
            .flatMap(
                at ->
                    Arbitraries.integers().between(-2_000, 500).map(m -> at.plusSeconds(60L * m)));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, any), net.jqwik.api.Tuple.of(2, nearChange));
  }

  @Property(tries = 8_000)
  void theEngineAddsAsTheOracleDoes(
      @ForAll("odd") Odd odd,
      @ForAll("minute") Instant start,
      @ForAll @IntRange(min = 1, max = 700) int minutes) {
    assertEquals(
        odd.oracle().add(start, minutes), odd.calendar().add(start, Duration.ofMinutes(minutes)));
  }

  @Property(tries = 3_000)
  void theEngineMeasuresAsTheOracleDoes(
      @ForAll("odd") Odd odd,
      @ForAll("minute") Instant a,
      @ForAll @IntRange(min = 0, max = 6_000) int span) {
    Instant b = a.plusSeconds(60L * span);

    assertEquals(Duration.ofMinutes(odd.oracle().between(a, b)), odd.calendar().between(a, b));
    assertEquals(odd.oracle().open(a), odd.calendar().isOpen(a));
  }

  @Property(tries = 10_000)
  void addingTwiceIsAddingTheSum(
      @ForAll("odd") Odd odd,
      @ForAll("minute") Instant start,
      @ForAll @LongRange(min = 0, max = 59_999_999_999L) long nanos,
      @ForAll @LongRange(min = 0, max = 2_000_000_000_000_000L) long a,
      @ForAll @LongRange(min = 0, max = 2_000_000_000_000_000L) long b) {
    BusinessCalendar calendar = odd.calendar();
    Instant from = start.plusNanos(nanos);
    Duration first = Duration.ofNanos(a);
    Duration second = Duration.ofNanos(b);

    Instant end = calendar.add(from, first.plus(second));

    assertEquals(end, calendar.add(calendar.add(from, first), second));
    assertEquals(first.plus(second), calendar.between(from, end));
  }

  @Property(tries = 1_000)
  void anExplanationAddsUpWithoutAGap(
      @ForAll("odd") Odd odd,
      @ForAll("minute") Instant from,
      @ForAll @IntRange(min = 1, max = 400_000) int seconds) {
    Duration working = Duration.ofSeconds(seconds);

    List<WhyLine> lines = odd.calendar().explain(from, working);

    Instant at = from;
    Duration counted = Duration.ZERO;
    for (WhyLine line : lines) {
      assertEquals(at, line.from());
      assertTrue(line.to().isAfter(line.from()));
      assertEquals(line.open(), odd.calendar().isOpen(line.from()));
      assertFalse(line.open() && !line.counted().equals(Duration.between(line.from(), line.to())));
      counted = counted.plus(line.counted());
      at = line.to();
    }
    assertEquals(working, counted);
    assertEquals(odd.calendar().add(from, working), at);
  }

  private static Odd odd(int seed) {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(seed % ZONES.size()));
    Map<DayOfWeek, List<Opening>> week = new EnumMap<>(DayOfWeek.class);
    Map<DayOfWeek, List<Oracle.Shift>> shifts = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      for (LocalTime[] hours : hours(random, seed % 4, day)) {
        week.computeIfAbsent(day, d -> new ArrayList<>()).add(new Opening(hours[0], hours[1]));
        shifts
            .computeIfAbsent(day, d -> new ArrayList<>())
            .add(new Oracle.Shift(hours[0], hours[1]));
      }
    }
    Map<LocalDate, Closing> single = new HashMap<>();
    Map<LocalDate, LocalTime> early = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      LocalDate date = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(2_700));
      LocalTime at = LocalTime.of(random.nextInt(24), random.nextInt(60));
      LocalTime closes = random.nextBoolean() ? LocalTime.MIDNIGHT : at;
      single.put(date, Closing.from(closes, "closed.test"));
      early.put(date, closes);
    }
    CalendarRules rules = CalendarRules.weekly(zone, week).withSingle(single);
    return new Odd(
        new BusinessCalendar(rules), new Oracle(zone, shifts, java.util.Set.of(), early));
  }

  /** Split days, night shifts, around the clock, or mornings with a free Wednesday. */
  private static List<LocalTime[]> hours(Random random, int kind, DayOfWeek day) {
    LocalTime morning = LocalTime.of(6 + random.nextInt(3), random.nextInt(60));
    LocalTime noon = LocalTime.of(12, random.nextInt(60));
    LocalTime evening = LocalTime.of(17 + random.nextInt(6), random.nextInt(60));
    return switch (kind) {
      case 0 ->
          day == DayOfWeek.SUNDAY
              ? List.of()
              : List.<LocalTime[]>of(
                  new LocalTime[] {morning, noon},
                  new LocalTime[] {LocalTime.of(13, random.nextInt(60)), evening});
      case 1 ->
          List.<LocalTime[]>of(
              new LocalTime[] {
                LocalTime.of(20 + random.nextInt(3), random.nextInt(60)),
                LocalTime.of(random.nextInt(6), random.nextInt(60))
              });
      case 2 -> List.<LocalTime[]>of(new LocalTime[] {LocalTime.MIDNIGHT, LocalTime.MIDNIGHT});
      default ->
          day == DayOfWeek.WEDNESDAY
              ? List.of()
              : List.<LocalTime[]>of(new LocalTime[] {morning, noon});
    };
  }
}
