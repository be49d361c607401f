package it.sportello.web.widget;

import it.sportello.contacts.Allowances;
import it.sportello.web.problem.TooManyRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What the form's callers may do how often, on all nodes together. */
@ApplicationScoped
public class Throttle {
  @Inject Allowances allowances;

  /**
   * @throws TooManyRequests when {@code name} has had its share
   */
  public void take(String name, int aMinute) {
    allowances
        .take("form-" + name, aMinute)
        .ifPresent(
            wait -> {
              throw new TooManyRequests(wait.plusSeconds(1));
            });
  }
}
