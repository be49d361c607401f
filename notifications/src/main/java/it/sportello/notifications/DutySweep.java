package it.sportello.notifications;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Asks every few seconds whether the people on duty are to be told something. */
@ApplicationScoped
class DutySweep {
  private static final Logger LOG = Logger.getLogger(DutySweep.class.getName());

  @Inject DutyRound round;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  void start() {
    scheduler.scheduleWithFixedDelay(this::run, 5, 5, TimeUnit.SECONDS);
  }

  /** An exception that leaves a scheduled task ends it for good. */
  private void run() {
    try {
      round.turn();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The people on duty cannot be told for the moment", e);
    }
  }
}
