package it.sportello.notifications;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads mails that are stored and were not read: their reader died, or the database was away. */
@ApplicationScoped
class IntakeSweep {
  private static final Logger LOG = Logger.getLogger(IntakeSweep.class.getName());
  private static final int AT_ONCE = 20;

  @Inject IncomingMails mails;
  @Inject Inbox inbox;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  void start() {
    scheduler.scheduleWithFixedDelay(this::run, 5, 15, TimeUnit.SECONDS);
  }

  /** An exception that leaves a scheduled task ends it for good. */
  private void run() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Stored mails cannot be read for the moment", e);
    }
  }

  void sweep() {
    mails.unread(AT_ONCE).forEach(inbox::read);
  }
}
