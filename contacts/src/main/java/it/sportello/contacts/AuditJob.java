package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Chains, twice a second, what was committed to the trail. */
@ApplicationScoped
public class AuditJob {
  @Inject AuditChain chain;
  @Inject Rounds rounds;

  /** Once, when the application has started. */
  public void start() {
    rounds.start(Duration.ofMillis(500), "Chaining the trail", chain::step);
  }
}
