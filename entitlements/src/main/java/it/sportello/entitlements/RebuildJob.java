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

/** Goes on with a rebuild that was asked for, whichever node it was asked of. */
@ApplicationScoped
public class RebuildJob {
  private static final Logger LOG = Logger.getLogger(RebuildJob.class.getName());
  private static final int SECONDS = 3;

  @Inject Rebuilds rebuilds;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private ScheduledFuture<?> running;
  private volatile boolean stopping;

  /** Once, when the application has started. */
  public void start() {
    running = executor.scheduleWithFixedDelay(this::run, 2L * SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    stopping = true;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** A job that throws would never be run again. */
  private void run() {
    try {
      while (!stopping && rebuilds.step()) {
        LOG.fine("A batch of promises was built again");
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A rebuild failed and will be tried again: {0}", e.toString());
    }
  }
}
