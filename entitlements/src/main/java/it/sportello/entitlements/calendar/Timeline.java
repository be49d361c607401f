package it.sportello.entitlements.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The opening stretches between two instants, with the opening time that lies before each, so that
 * counting is two binary searches whatever the span. All in whole seconds: openings begin and end
 * on whole minutes, zones on whole seconds.
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
  }

  boolean covers(long second) {
    return second >= first && second < end;
  }

  /** The stretch that {@code second} lies in or that comes next; the length when none does. */
  int stretchAt(long second) {
    int i = Arrays.binarySearch(closes, second + 1);
    return i >= 0 ? i : -i - 1;
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

  /** Opening time from the beginning of the table until {@code at}, as seconds and nanoseconds. */
  Duration position(Instant at) {
    int i = stretchAt(at.getEpochSecond());
    return i < opens.length && at.getEpochSecond() >= opens[i]
        ? Duration.ofSeconds(before[i] + at.getEpochSecond() - opens[i], at.getNano())
        : Duration.ofSeconds(before[i]);
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
    long seconds = before[i] + working.getSeconds() + (open ? second - opens[i] : 0);
    int nanos = working.getNano() + (open ? start.getNano() : 0);
    if (nanos >= 1_000_000_000) {
      nanos -= 1_000_000_000;
      seconds++;
    }
    return at(i, seconds, nanos);
  }

  /** Where the opening time before is exactly so much; at a closing, that closing. */
  private Instant at(int from, long seconds, int nanos) {
    long wanted = nanos == 0 ? seconds : seconds + 1;
    if (wanted > before[opens.length]) {
      return BEYOND;
    }
    int found = Arrays.binarySearch(before, from + 1, before.length, wanted);
    int stretch = (found >= 0 ? found : -found - 1) - 1;
    return Instant.ofEpochSecond(opens[stretch] + seconds - before[stretch], nanos);
  }

  private boolean closedJust(int next, Instant at) {
    return next > 0 && at.getNano() == 0 && closes[next - 1] == at.getEpochSecond();
  }
}
