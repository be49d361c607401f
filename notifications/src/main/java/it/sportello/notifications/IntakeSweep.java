package it.sportello.notifications;

import it.sportello.contacts.Rounds;
import it.sportello.notifications.IncomingMails.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Reads mails that are stored and were not read: their reader died, or the database was away. */
@ApplicationScoped
class IntakeSweep {
  @Inject IncomingMails mails;
  @Inject Inbox inbox;
  @Inject Rounds rounds;

  void start() {
    rounds.start(
        Duration.ofSeconds(5), Duration.ofSeconds(15), "Reading stored mails", this::sweep);
  }

  /**
   * @return whether more may wait: after a failure there can be thousands
   */
  boolean sweep() {
    Optional<Stored> waiting = mails.unread();
    waiting.ifPresent(inbox::read);
    return waiting.isPresent();
  }
}
