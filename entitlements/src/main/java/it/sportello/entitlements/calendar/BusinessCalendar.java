package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

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
  private final Days days;
  private volatile Years years = new Years(0, 0, new Timeline(0, 0, new long[0], new long[0]));

  private record Years(int first, int end, Timeline timeline) {}

  public BusinessCalendar(CalendarRules rules) {
    this.rules = rules;
    this.days = new Days(rules.week(), rules.country(), rules.yearly(), rules.single());
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
   * @throws ArithmeticException before 1900, or for a deadline in 2400 or later
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

  /**
   * The opening time from {@code a} until {@code b}; negative when {@code b} is before.
   *
   * @throws ArithmeticException before 1900, or in 2400 or later
   */
  public Duration between(Instant a, Instant b) {
    table(a.getEpochSecond());
    return table(b.getEpochSecond()).between(a, b);
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
    return table(at.getEpochSecond()).openAt(at.getEpochSecond());
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

  /** Each date of the year, 1 January first: its hours, and why it is closed. */
  public List<DayPlan> year(int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return first.datesUntil(first.plusYears(1)).map(days::plan).toList();
  }

  Days days() {
    return days;
  }

  /** A table that the second lies in. */
  private Timeline table(long second) {
    Timeline now = years.timeline();
    return now.covers(second) ? now : grow(second);
  }

  private synchronized Timeline grow(long second) {
    Years now = years;
    if (now.timeline().covers(second)) {
      return now.timeline();
    }
    if (second < begin(FIRST_YEAR) || second >= begin(LAST_YEAR)) {
      throw unknown();
    }
    int year = Instant.ofEpochSecond(second).atZone(zone()).getYear();
    int first = Math.max(FIRST_YEAR, year - 1);
    int end = Math.min(LAST_YEAR, year + YEARS_AHEAD);
    return now.end() == 0
        ? build(first, end)
        : build(Math.min(now.first(), first), Math.max(now.end(), end));
  }

  /** Twice as long as it was: what is asked once for a far date is soon there for all. */
  private synchronized Timeline further() {
    if (years.end() == LAST_YEAR) {
      throw unknown();
    }
    return build(years.first(), Math.min(LAST_YEAR, years.end() + years.end() - years.first()));
  }

  private Timeline build(int first, int end) {
    years = new Years(first, end, new TimelineBuilder(zone(), days).build(first, end));
    return years.timeline();
  }

  private long begin(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(zone()).toEpochSecond();
  }

  private static ArithmeticException unknown() {
    return new ArithmeticException(
        "A calendar is known from " + FIRST_YEAR + " until " + LAST_YEAR + " only");
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
