package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * The opening stretches between two instants, with the opening time that lies before each, so that
 * counting is two look-ups whatever the span. All in whole seconds: openings begin and end on whole
 * minutes, zones on whole seconds.
 */
final class Timeline {
  /** The answer lies beyond the table. */
  static final Instant BEYOND = Instant.MAX;

  private final long first;
  private final long end;
  private final long[] opens;
  private final long[] closes;

  /** {@code before[i]}: opening seconds before {@code opens[i]}; the last entry is the total. */
  private final long[] before;

  private final Rising byClosing;
  private final Rising byTimeBefore;

  /**
   * @param opens rising, none touching its neighbour
   * @param first the second from which the table is complete
   * @param end the second until which it is, exclusive
   */
  Timeline(long first, long end, long[] opens, long[] closes) {
    this.first = first;
    this.end = end;
    this.opens = opens;
    this.closes = closes;
    this.before = new long[opens.length + 1];
    for (int i = 0; i < opens.length; i++) {
      before[i + 1] = before[i] + closes[i] - opens[i];
    }
    this.byClosing = new Rising(closes);
    this.byTimeBefore = new Rising(before);
  }

  boolean covers(long second) {
    return second >= first && second < end;
  }

  /** The stretch that {@code second} lies in or that comes next; the length when none does. */
  int stretchAt(long second) {
    return byClosing.above(second);
  }

  int size() {
    return opens.length;
  }

  long opens(int stretch) {
    return opens[stretch];
  }

  long closes(int stretch) {
    return closes[stretch];
  }

  boolean openAt(long second) {
    return openIn(stretchAt(second), second);
  }

  /** Negative when {@code b} is before {@code a}. */
  Duration between(Instant a, Instant b) {
    int from = stretchAt(a.getEpochSecond());
    int to = stretchAt(b.getEpochSecond());
    boolean opened = openIn(from, a.getEpochSecond());
    boolean open = openIn(to, b.getEpochSecond());
    long seconds =
        before[to]
            - before[from]
            + (open ? b.getEpochSecond() - opens[to] : 0)
            - (opened ? a.getEpochSecond() - opens[from] : 0);
    return Duration.ofSeconds(seconds, (open ? b.getNano() : 0) - (opened ? a.getNano() : 0));
  }

  private boolean openIn(int stretch, long second) {
    return stretch < opens.length && second >= opens[stretch];
  }

  /** {@link BusinessCalendar#add}, or {@link #BEYOND}. */
  Instant add(Instant start, Duration working) {
    long second = start.getEpochSecond();
    int i = stretchAt(second);
    if (i == opens.length) {
      return BEYOND;
    }
    boolean open = second >= opens[i];
    if (working.isZero()) {
      return open || closedJust(i, start) ? start : Instant.ofEpochSecond(opens[i]);
    }
    long seconds = Math.addExact(before[i] + (open ? second - opens[i] : 0), working.getSeconds());
    int nanos = working.getNano() + (open ? start.getNano() : 0);
    if (nanos >= 1_000_000_000) {
      nanos -= 1_000_000_000;
      seconds++;
    }
    return at(seconds, nanos);
  }

  /** Where the opening time before is exactly so much; at a closing, that closing. */
  private Instant at(long seconds, int nanos) {
    long whole = nanos == 0 ? seconds - 1 : seconds;
    if (whole >= before[opens.length]) {
      return BEYOND;
    }
    int stretch = byTimeBefore.above(whole) - 1;
    return Instant.ofEpochSecond(opens[stretch] + seconds - before[stretch], nanos);
  }

  private boolean closedJust(int next, Instant at) {
    return next > 0 && at.getNano() == 0 && closes[next - 1] == at.getEpochSecond();
  }
}
