package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts working time: an immutable value, safe for any thread. Its table of openings covers the
 * years that were asked about and grows when others are; the cost of a question does not depend on
 * the span.
 */
public final class BusinessCalendar {
  /** Far enough for any promise; a question beyond is a mistake. */
  static final int FIRST_YEAR = 1900;

  static final int LAST_YEAR = 2400;

  private static final int YEARS_AHEAD = 4;

  private final CalendarRules rules;
  private final Map<Integer, Map<LocalDate, Closing>> holidays = new ConcurrentHashMap<>();
  private volatile Years years = new Years(0, 0, new Timeline(0, 0, new long[0], new long[0]));

  private record Years(int first, int end, Timeline timeline) {}

  public BusinessCalendar(CalendarRules rules) {
    this.rules = rules;
  }

  public CalendarRules rules() {
    return rules;
  }

  public ZoneId zone() {
    return rules.zone();
  }

  /**
   * The instant at which {@code working} of opening time has passed since {@code start}. Outside
   * hours it counts from the next opening; exactly at closing counts as that day. Nothing added is
   * {@code start} itself while open or exactly at closing, else the next opening.
   *
   * @throws IllegalArgumentException for a negative duration
   * @throws ArithmeticException before 1900 or past 2400
   */
  public Instant add(Instant start, Duration working) {
    if (working.isNegative()) {
      throw new IllegalArgumentException("A working duration is not negative: " + working);
    }
    Timeline table = table(start.getEpochSecond());
    Instant end = table.add(start, working);
    while (end.equals(Timeline.BEYOND)) {
      table = further();
      end = table.add(start, working);
    }
    return end;
  }

  /** The opening time from {@code a} until {@code b}; negative when {@code b} is before. */
  public Duration between(Instant a, Instant b) {
    Instant earlier = a.isBefore(b) ? a : b;
    Instant later = a.isBefore(b) ? b : a;
    table(earlier.getEpochSecond());
    Timeline table = table(later.getEpochSecond());
    Duration time = table.position(later).minus(table.position(earlier));
    return earlier.equals(a) ? time : time.negated();
  }

  /** {@code from} itself while open; at closing it is not open any more. */
  public Instant nextOpening(Instant from) {
    Timeline table = table(from.getEpochSecond());
    int i = table.stretchAt(from.getEpochSecond());
    while (i == table.size()) {
      table = further();
      i = table.stretchAt(from.getEpochSecond());
    }
    return table.opens(i) <= from.getEpochSecond() ? from : Instant.ofEpochSecond(table.opens(i));
  }

  /** Until when it is open at least; what follows may be open again. */
  Instant openUntil(Instant open) {
    Timeline table = table(open.getEpochSecond());
    return Instant.ofEpochSecond(table.closes(table.stretchAt(open.getEpochSecond())));
  }

  /** Open from the opening, inclusive, until the closing, exclusive. */
  public boolean isOpen(Instant at) {
    return nextOpening(at).equals(at);
  }

  /**
   * How {@link #add} came to its answer: lines from {@code from} until the deadline without a gap,
   * the counted ones adding up to {@code working} exactly.
   */
  public List<WhyLine> explain(Instant from, Duration working) {
    return explain(from, add(from, working));
  }

  /** What was open and closed between the two, without a gap; nothing when {@code to} is before. */
  public List<WhyLine> explain(Instant from, Instant to) {
    return new Explanation(this).lines(from, to);
  }

  /** Why and from when on this date the calendar is closed beyond its weekly hours. */
  public Optional<Closing> closing(LocalDate date) {
    Closing single = rules.single().get(date);
    Closing yearly = rules.yearly().get(MonthDay.from(date));
    Closing holiday = holidays(date.getYear()).get(date);
    return earliest(holiday, earliest(single, yearly).orElse(null));
  }

  private static Optional<Closing> earliest(Closing a, Closing b) {
    if (a == null || b == null) {
      return Optional.ofNullable(a == null ? b : a);
    }
    return Optional.of(b.at().isBefore(a.at()) ? b : a);
  }

  private Map<LocalDate, Closing> holidays(int year) {
    return rules
        .country()
        .map(c -> holidays.computeIfAbsent(year, y -> Holidays.of(c, y)))
        .orElse(Map.of());
  }

  /** A table that the second lies in. */
  private Timeline table(long second) {
    Timeline now = years.timeline();
    return now.covers(second) ? now : grow(second);
  }

  private synchronized Timeline grow(long second) {
    if (years.timeline().covers(second)) {
      return years.timeline();
    }
    int year = Instant.ofEpochSecond(second).atZone(zone()).getYear();
    return years.end() == 0
        ? build(year - 1, year + YEARS_AHEAD)
        : build(Math.min(years.first(), year - 1), Math.max(years.end(), year + YEARS_AHEAD));
  }

  /** Twice as long as it was: what is asked once for a far date is soon there for all. */
  private synchronized Timeline further() {
    int known = years.end() - years.first();
    return build(years.first(), years.end() + known);
  }

  private Timeline build(int first, int end) {
    if (first < FIRST_YEAR || end > LAST_YEAR && years.end() == LAST_YEAR || first >= LAST_YEAR) {
      throw new ArithmeticException(
          "A calendar is known from " + FIRST_YEAR + " until " + LAST_YEAR + " only");
    }
    int last = Math.min(end, LAST_YEAR);
    years = new Years(first, last, new TimelineBuilder(this).build(first, last));
    return years.timeline();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BusinessCalendar that && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public String toString() {
    return rules.toString();
  }
}
