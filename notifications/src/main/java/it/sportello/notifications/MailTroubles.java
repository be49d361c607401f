package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** What this node last heard from the mail relay. */
@ApplicationScoped
class MailTroubles {
  private final AtomicReference<String> relay = new AtomicReference<>("");

  void relayWorks() {
    relay.set("");
  }

  void relayFails(String why) {
    relay.set(why == null ? "unknown" : why);
  }

  /** Empty when there is none. */
  String relay() {
    return relay.get();
  }
}
