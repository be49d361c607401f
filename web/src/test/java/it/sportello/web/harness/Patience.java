package it.sportello.web.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what another thread or process does. */
public final class Patience {
  private static final long STEP_MILLIS = 50;

  private Patience() {}

  /**
   * What {@code look} finds, looked for until {@code longest} has passed.
   *
   * @throws AssertionError naming {@code what}, when it never comes
   */
  public static <T> T until(Duration longest, String what, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + longest.toSeconds() + " s for " + what);
      }
      pause();
    }
  }

  public static void untilTrue(Duration longest, String what, BooleanSupplier look) {
    until(longest, what, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  private static void pause() {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
