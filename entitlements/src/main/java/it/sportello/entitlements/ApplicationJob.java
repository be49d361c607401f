package it.sportello.entitlements;

import it.sportello.contacts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Goes on with the versions that are to be applied, whichever node it was asked of. */
@ApplicationScoped
public class ApplicationJob {
  private static final Logger LOG = Logger.getLogger(ApplicationJob.class.getName());

  @Inject ApplicationWork work;
  @Inject Rounds rounds;

  /** Once, when the application has started. */
  public void start() {
    rounds.start(Duration.ofSeconds(3), "Applying a version", this::step);
  }

  private boolean step() {
    Optional<ApplicationWork.Task> task = work.next();
    task.ifPresent(this::apply);
    return task.isPresent();
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
