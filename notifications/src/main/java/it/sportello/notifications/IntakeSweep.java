package it.sportello.notifications;

import it.sportello.contacts.Rounds;
import it.sportello.notifications.IncomingMails.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Reads mails that are stored and were not read: their reader died, or the database was away. */
@ApplicationScoped
class IntakeSweep {
  private static final int AT_ONCE = 20;

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
    List<Stored> waiting = mails.unread(AT_ONCE);
    waiting.forEach(inbox::read);
    return waiting.size() == AT_ONCE;
  }
}
