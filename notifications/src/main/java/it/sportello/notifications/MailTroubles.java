package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What this node last heard from each relay. A sender's is written down where the administrators
 * see it, when it changes; the log says it once.
 */
@ApplicationScoped
class MailTroubles {
  private static final Logger LOG = Logger.getLogger(MailTroubles.class.getName());
  private static final String NONE = "";

  @Inject SenderRows senders;

  private final Map<Long, String> told = new ConcurrentHashMap<>();

  void works(RelayKey relay) {
    if (!NONE.equals(told.put(relay.sender(), NONE)) && !relay.isDefault()) {
      senders.works(relay.sender());
    }
  }

  /** Of a sender's relay a word of ours: neither what it said nor where it is, which may be odd. */
  void fails(RelayKey relay, MessagingException e) {
    ServerTrouble trouble = ServerTrouble.of(e);
    String word = relay.isDefault() ? String.valueOf(e.getMessage()) : trouble.name();
    boolean fresh = !word.equals(told.put(relay.sender(), word));
    if (relay.isDefault()) {
      LOG.log(Level.WARNING, "The mail relay cannot be reached: {0}", word);
      return;
    }
    if (fresh) {
      LOG.log(
          Level.WARNING,
          "The relay of sender {0} cannot be used: {1} ({2})",
          new Object[] {relay.sender(), trouble, e.getClass().getName()});
      senders.fails(relay.sender(), trouble);
    }
  }

  /** Of the relay of the environment; empty when there is none. */
  String relay() {
    return told.getOrDefault(RelayKey.DEFAULT, NONE);
  }
}
