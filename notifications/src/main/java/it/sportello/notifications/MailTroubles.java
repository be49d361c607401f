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

  private final Map<Long, Told> told = new ConcurrentHashMap<>();

  /** Of a relay as it was: once it is changed, everything is news. */
  private record Told(int version, String word) {}

  void works(RelayKey relay) {
    if (isNews(relay, NONE) && !relay.isDefault()) {
      senders.works(relay.sender());
    }
  }

  private boolean isNews(RelayKey relay, String word) {
    Told now = new Told(relay.version(), word);
    return !now.equals(told.put(relay.sender(), now));
  }

  /** Of a sender's relay a word of ours: neither what it said nor where it is, which may be odd. */
  void fails(RelayKey relay, MessagingException e) {
    ServerTrouble trouble = ServerTrouble.of(e);
    String word = relay.isDefault() ? String.valueOf(e.getMessage()) : trouble.name();
    boolean news = isNews(relay, word);
    if (relay.isDefault()) {
      LOG.log(Level.WARNING, "The mail relay cannot be reached: {0}", word);
      return;
    }
    if (news) {
      LOG.log(
          Level.WARNING,
          "The relay of sender {0} cannot be used: {1} ({2})",
          new Object[] {relay.sender(), trouble, e.getClass().getName()});
      senders.fails(relay.sender(), trouble);
    }
  }

  /** Of the relay of the environment; empty when there is none. */
  String relay() {
    Told last = told.get(RelayKey.DEFAULT);
    return last == null ? NONE : last.word();
  }
}
