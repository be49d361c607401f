package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import java.util.Optional;

/**
 * All that is needed to hand mails to a relay, its secrets too: it is shown to nobody.
 *
 * @param sender {@link #DEFAULT} for the relay of the environment
 * @param perMinute how many mails it takes; 0 for as many as there are
 * @param from the sender of the envelope where mails do not come back each by an address of its own
 * @param bounces where they do
 */
record RelayKey(
    long sender,
    ServerKey server,
    int perMinute,
    EmailAddress from,
    Optional<EmailAddress> bounces) {
  static final long DEFAULT = 0;

  int version() {
    return server.version();
  }

  boolean isDefault() {
    return sender == DEFAULT;
  }

  @Override
  public String toString() {
    return "RelayKey[" + sender + "/" + version() + "]";
  }
}
