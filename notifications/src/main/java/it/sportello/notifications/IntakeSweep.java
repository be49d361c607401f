package it.sportello.notifications;

import it.sportello.contacts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Reads mails that are stored and were not read: their reader died, or the database was away. */
@ApplicationScoped
class IntakeSweep {
  private static final int AT_ONCE = 20;

  @Inject IncomingMails mails;
  @Inject Inbox inbox;
  @Inject Rounds rounds;

  void start() {
    rounds.start(
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        "Reading stored mails",
        () -> {
          sweep();
          return false;
        });
  }

  void sweep() {
    mails.unread(AT_ONCE).forEach(inbox::read);
  }
}
