package it.sportello.entitlements;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Goes on with the versions that are to be applied, whichever node it was asked of. */
@ApplicationScoped
public class ApplicationJob {
  private static final Logger LOG = Logger.getLogger(ApplicationJob.class.getName());
  private static final int SECONDS = 3;

  @Inject ApplicationWork work;

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
      Optional<ApplicationWork.Task> task = work.next();
      while (!stopping && task.isPresent()) {
        apply(task.get());
        task = work.next();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Applying a version failed, to be tried again: {0}", e.toString());
    }
  }

  private void apply(ApplicationWork.Task task) {
    try {
      work.apply(task);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "Version " + task.levelVersion() + " not applied to " + task.ticket(), e);
      work.failed(task);
    }
  }
}
