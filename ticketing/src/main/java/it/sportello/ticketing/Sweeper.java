package it.sportello.ticketing;

import it.sportello.contacts.DeskClock;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Removes what nobody needs any more. Each node may do it at any time, also two at once. */
@ApplicationScoped
public class Sweeper {
  /** Older than any upload that still runs or waits for its message. */
  static final Duration SAFE_AGE = Attachments.WAITING.multipliedBy(2);

  private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());

  @Inject Changes changes;
  @Inject Attachments attachments;
  @Inject BlobSweep blobs;
  @Inject DeskClock clock;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private final List<ScheduledFuture<?>> running = new ArrayList<>();

  /** Once, when the application has started. */
  public void start() {
    running.add(executor.scheduleWithFixedDelay(guarded(this::changes), 1, 1, TimeUnit.MINUTES));
    running.add(executor.scheduleWithFixedDelay(guarded(this::files), 10, 60, TimeUnit.MINUTES));
  }

  @PreDestroy
  void stop() {
    running.forEach(job -> job.cancel(false));
  }

  private void changes() {
    changes.sweep();
  }

  private void files() {
    int dropped = attachments.dropStagedBefore(clock.now().minus(Attachments.WAITING));
    try {
      int removed = blobs.run(SAFE_AGE);
      LOG.log(
          Level.FINE, "{0} uploads dropped, {1} files removed", new Object[] {dropped, removed});
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The files could not be swept: {0}", e.toString());
    }
  }

  /** A job that throws would never be run again. */
  private static Runnable guarded(Runnable job) {
    return () -> {
      try {
        job.run();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A sweep failed and will be tried again: {0}", e.toString());
      }
    };
  }
}
