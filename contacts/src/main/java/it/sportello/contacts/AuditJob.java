package it.sportello.contacts;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Chains, twice a second, what was committed to the trail. */
@ApplicationScoped
public class AuditJob {
  private static final Logger LOG = Logger.getLogger(AuditJob.class.getName());
  private static final int MILLIS = 500;

  @Inject AuditChain chain;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private ScheduledFuture<?> running;
  private volatile boolean stopping;

  /** Once, when the application has started. */
  public void start() {
    running = executor.scheduleWithFixedDelay(this::run, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
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
      while (!stopping && chain.step()) {
        LOG.fine("A batch of the trail was chained");
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "The trail was not chained and will be tried again: {0}", e.toString());
    }
  }
}
