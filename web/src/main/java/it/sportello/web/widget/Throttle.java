package it.sportello.web.widget;

import it.sportello.web.problem.TooManyRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A bucket for each name that fills evenly and holds a minute's worth; one node's own, so that n
 * nodes let through n times as much.
 */
@ApplicationScoped
public class Throttle {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_NAMES = 100_000;

  /** By name, until when what was taken has flowed back. */
  private final ConcurrentHashMap<String, Long> emptyUntil = new ConcurrentHashMap<>();

  private final LongSupplier ticks;

  public Throttle() {
    this(System::nanoTime);
  }

  Throttle(LongSupplier ticks) {
    this.ticks = ticks;
  }

  /**
   * @throws TooManyRequests when {@code name} has had its share
   */
  public void take(String name, int aMinute) {
    long now = ticks.getAsLong();
    if (emptyUntil.size() > MOST_NAMES) {
      emptyUntil.values().removeIf(until -> until - now <= 0);
    }
    long one = MINUTE / aMinute;
    emptyUntil.compute(name, (key, until) -> next(until, one, now));
  }

  private static long next(Long until, long one, long now) {
    long from = until == null || until - now < 0 ? now : until;
    long over = from + one - now - MINUTE;
    if (over > 0) {
      throw new TooManyRequests(Duration.ofNanos(over).plusSeconds(1));
    }
    return from + one;
  }
}
