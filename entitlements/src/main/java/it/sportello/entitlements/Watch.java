package it.sportello.entitlements;

import it.sportello.contacts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Notices once a second which promises have come near and which were missed, and announces each
 * once: {@link EntitlementEvent.PromiseNear}, {@link EntitlementEvent.PromiseMissed}. Every node
 * watches; a node that was down catches up.
 */
@ApplicationScoped
public class Watch {
  static final int BATCH = 500;

  @Inject WatchSweep sweep;
  @Inject Rounds rounds;

  /** Once, when the application has started. */
  public void start() {
    rounds.start(
        Duration.ofSeconds(1),
        "Watching the deadlines",
        () -> {
          sweep.refresh();
          look();
          return false;
        });
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
