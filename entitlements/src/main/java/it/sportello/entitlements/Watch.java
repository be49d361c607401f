package it.sportello.entitlements;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Notices once a second which promises have come near and which were missed, and announces each
 * once: {@link EntitlementEvent.PromiseNear}, {@link EntitlementEvent.PromiseMissed}. Every node
 * watches; a node that was down catches up.
 */
@ApplicationScoped
public class Watch {
  static final int BATCH = 500;

  private static final Logger LOG = Logger.getLogger(Watch.class.getName());

  @Inject WatchSweep sweep;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private ScheduledFuture<?> running;

  /** Once, when the application has started. */
  public void start() {
    running = executor.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    if (running != null) {
      running.cancel(false);
    }
  }

  /** An exception that leaves a scheduled task ends it for good. */
  private void run() {
    try {
      sweep.refresh();
      look();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The deadlines cannot be watched for the moment", e);
    }
  }

  /**
   * Looks at everything whose instant has come, a transaction for each batch.
   *
   * @return how many clocks were looked at
   */
  public long look() {
    long looked = 0;
    int batch;
    do {
      batch = sweep.turn(BATCH);
      looked += batch;
    } while (batch == BATCH);
    return looked;
  }
}
