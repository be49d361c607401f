package it.sportello.ticketing;

import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
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

  @Inject Rounds rounds;

  /** Once, when the application has started. */
  public void start() {
    rounds.start(Duration.ofMinutes(1), "Sweeping old changes", this::changes);
    rounds.start(
        Duration.ofMinutes(10), Duration.ofHours(1), "Sweeping unneeded files", this::files);
  }

  private boolean changes() {
    changes.sweep();
    return false;
  }

  private boolean files() {
    int dropped = attachments.dropStagedBefore(clock.now().minus(Attachments.WAITING));
    try {
      int removed = blobs.run(SAFE_AGE);
      LOG.log(
          Level.FINE, "{0} uploads dropped, {1} files removed", new Object[] {dropped, removed});
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The files could not be swept: {0}", e.toString());
    }
    return false;
  }
}
