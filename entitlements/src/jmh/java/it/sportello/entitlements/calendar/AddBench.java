package it.sportello.entitlements.calendar;

import static java.util.stream.Collectors.toMap;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Deadlines from any second of 2027, a minute to a year of working time ahead, as many short as
 * long ones; split days, Saturday mornings, Italian holidays, a patron saint and half days.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 2)
public class AddBench {
  private static final int CASES = 1 << 14;
  private static final long YEAR = 365L * 86_400;
  private static final double WORKING_YEAR = 2_080 * 3_600;

  private final Instant[] starts = new Instant[CASES];
  private final Duration[] durations = new Duration[CASES];
  private BusinessCalendar calendar;
  private DayWalk walk;
  private int next;

  @Setup
  public void lay() {
    CalendarRules rules = rules();
    calendar = new BusinessCalendar(rules);
    walk = new DayWalk(rules);
    SplittableRandom random = new SplittableRandom(20_271_004);
    Instant first = Instant.parse("2027-01-01T00:00:00Z");
    for (int i = 0; i < CASES; i++) {
      starts[i] = first.plusSeconds(random.nextLong(YEAR));
      durations[i] =
          Duration.ofSeconds((long) (60 * Math.pow(WORKING_YEAR / 60, random.nextDouble())));
      Instant due = calendar.add(starts[i], durations[i]);
      if (!due.equals(walk.add(starts[i], durations[i]))) {
        throw new IllegalStateException(starts[i] + " + " + durations[i] + " is " + due);
      }
    }
  }

  private static CalendarRules rules() {
    List<Opening> split = List.of(Opening.of("09:00", "13:00"), Opening.of("14:00", "18:00"));
    Map<DayOfWeek, List<Opening>> week =
        Arrays.stream(DayOfWeek.values())
            .filter(d -> d.compareTo(DayOfWeek.SATURDAY) < 0)
            .collect(toMap(d -> d, d -> split));
    week.put(DayOfWeek.SATURDAY, List.of(Opening.of("09:00", "12:30")));
    Closing halfDay = Closing.from(LocalTime.of(13, 0), "closed.half_day");
    return new CalendarRules(
        ZoneId.of("Europe/Rome"),
        week,
        Optional.of("IT"),
        Map.of(
            MonthDay.of(12, 7), Closing.allDay(Closing.PATRON),
            MonthDay.of(12, 24), halfDay,
            MonthDay.of(12, 31), halfDay),
        Map.of(LocalDate.of(2027, 8, 13), Closing.allDay("closed.company")));
  }

  /** The desk's engine. */
  @Benchmark
  public Instant add() {
    int i = next++ & CASES - 1;
    return calendar.add(starts[i], durations[i]);
  }

  /** The naive rival. */
  @Benchmark
  public Instant addByWalkingDays() {
    int i = next++ & CASES - 1;
    return walk.add(starts[i], durations[i]);
  }

  /** The way back. */
  @Benchmark
  public Duration between() {
    int i = next++ & CASES - 1;
    return calendar.between(starts[i], starts[CASES - 1 - i]);
  }
}
