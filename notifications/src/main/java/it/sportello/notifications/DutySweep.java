package it.sportello.notifications;

import it.sportello.contacts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Asks every few seconds whether the people on duty are to be told something. */
@ApplicationScoped
class DutySweep {
  @Inject DutyRound round;
  @Inject Rounds rounds;

  void start() {
    rounds.start(
        Duration.ofSeconds(5),
        "Telling the people on duty",
        () -> {
          round.turn();
          return false;
        });
  }
}
