package it.sportello.contacts;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often somebody may call the desk, counted on all nodes together. A node takes a hundredth of
 * a minute's worth at a time and spends it without asking again, so all nodes together let through
 * no more than one would, and with three of them at most 3 % less.
 */
@ApplicationScoped
public class Allowances {
  private static final int PARTS = 100;

  /** What a node has taken and not spent by then is lost. */
  private static final long KEPT = Duration.ofSeconds(10).toNanos();

  private static final int MOST_NAMES = 50_000;

  @Inject Buckets buckets;
  @Inject Rounds rounds;

  private final LongSupplier ticks;
  private final ConcurrentHashMap<String, Part> parts = new ConcurrentHashMap<>();

  public Allowances() {
    this(System::nanoTime);
  }

  Allowances(LongSupplier ticks) {
    this.ticks = ticks;
  }

  @PostConstruct
  void start() {
    rounds.start(Duration.ofMinutes(5), "Forgetting who called", buckets::sweep);
  }

  /**
   * One call.
   *
   * @param name who calls, at most 200 characters
   * @param aMinute how often they may, at once or spread; 0 for without end
   * @return how long to wait when it was too often
   */
  public Optional<Duration> take(String name, int aMinute) {
    if (aMinute == 0) {
      return Optional.empty();
    }
    if (parts.size() > MOST_NAMES) {
      parts.values().removeIf(part -> part.isOver(ticks.getAsLong()));
    }
    return parts.computeIfAbsent(name, any -> new Part()).take(name, aMinute);
  }

  /** From one network: an IPv6 subscriber has 2^64 addresses. */
  public Optional<Duration> take(Visit visit, int aMinute) {
    return take("network:" + visit.network(), aMinute);
  }

  /** What this node has taken for one name. */
  private final class Part {
    private int left;
    private long until = ticks.getAsLong();
    private boolean refused;

    synchronized boolean isOver(long now) {
      return until - now <= 0;
    }

    /** Who is refused is so for a while without a look into the database. */
    synchronized Optional<Duration> take(String name, int aMinute) {
      long now = ticks.getAsLong();
      if (isOver(now)) {
        left = 0;
        refused = false;
      }
      if (refused) {
        return Optional.of(Duration.ofNanos(until - now));
      }
      if (left == 0) {
        int count = Math.max(1, aMinute / PARTS);
        Optional<Duration> wait = buckets.take(name, count, aMinute);
        refused = wait.isPresent();
        until = now + wait.map(Duration::toNanos).orElse(KEPT);
        if (refused) {
          return wait;
        }
        left = count;
      }
      left--;
      return Optional.empty();
    }
  }
}
