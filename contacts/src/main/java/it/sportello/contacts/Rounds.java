package it.sportello.contacts;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Work that one bean has done again and again on the server's threads, for as long as the bean
 * lives. Whatever a turn throws is logged, and the next turn comes all the same.
 */
@Dependent
public class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class.getName());

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private final List<ScheduledFuture<?>> running = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  /**
   * @param pause after a turn, also before the first one
   * @param what is not done when it fails, for the log
   * @param turn whether there is more to do at once
   */
  public void start(Duration pause, String what, BooleanSupplier turn) {
    start(pause, pause, what, turn);
  }

  /**
   * @param first the pause before the first turn
   */
  public void start(Duration first, Duration pause, String what, BooleanSupplier turn) {
    running.add(
        executor.scheduleWithFixedDelay(
            () -> take(what, turn), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** A task that throws would never be run again. */
  private void take(String what, BooleanSupplier turn) {
    try {
      boolean more = true;
      while (more && !over) {
        more = turn.getAsBoolean();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, what + " failed and will be tried again", e);
    }
  }

  @PreDestroy
  void stop() {
    over = true;
    running.forEach(task -> task.cancel(false));
  }
}
