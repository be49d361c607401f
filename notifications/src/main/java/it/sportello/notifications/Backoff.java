package it.sportello.notifications;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a mail that could not be sent is tried again: after half a minute, then twice as long each
 * time up to four hours, a fifth more or less so that a backlog does not come back as one wave.
 * After {@link #MOST} tries, some three days, it is dead (RFC 5321 section 4.5.4.1 asks for four to
 * five days at most).
 */
final class Backoff {
  static final int MOST = 26;

  private static final long FIRST_MILLIS = 30_000;
  private static final long LONGEST_MILLIS = Duration.ofHours(4).toMillis();

  private Backoff() {}

  static boolean isOver(int attempts) {
    return attempts >= MOST;
  }

  /**
   * @param attempts made so far, from 1
   */
  static Duration after(int attempts, RandomGenerator jitter) {
    long plain = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(20, Math.max(0, attempts - 1)));
    return Duration.ofMillis((long) (plain * (0.8 + 0.4 * jitter.nextDouble())));
  }
}
