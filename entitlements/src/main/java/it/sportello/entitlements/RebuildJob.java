package it.sportello.entitlements;

import it.sportello.contacts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Goes on with a rebuild that was asked for, whichever node it was asked of. */
@ApplicationScoped
public class RebuildJob {
  @Inject Rebuilds rebuilds;
  @Inject Rounds rounds;

  /** Once, when the application has started. */
  public void start() {
    rounds.start(Duration.ofSeconds(3), "A rebuild", rebuilds::step);
  }
}
