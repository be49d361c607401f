package it.sportello.notifications;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads one mailbox as long as it runs, on a thread of its own: what is slow or dead here delays no
 * other. Where the server can say by itself that something has come it is listened to, and asked
 * all the same every {@value #LISTEN_SECONDS} seconds: a line that is half dead is noticed then,
 * and no server ends a silence that short (RFC 2177 speaks of 29 minutes).
 */
final class ImapLoop {
  private static final Logger LOG = Logger.getLogger(ImapLoop.class.getName());
  private static final int LISTEN_SECONDS = 25;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final long OTHERS_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 500;

  private final ImapReader reader;
  private final MailboxKey key;
  private final long pause;
  private final long shortest;
  private final long longest;
  private volatile boolean stopped;
  private volatile boolean listening;
  private volatile long since;
  private ServerTrouble told;

  /**
   * @param poll how often a server that cannot be listened to is asked
   */
  ImapLoop(ImapReader reader, MailboxKey key, Duration poll) {
    this(reader, key, poll, SHORTEST_WAIT, LONGEST_WAIT);
  }

  /**
   * @param shortest the wait after a first failure, which doubles with each more
   */
  ImapLoop(ImapReader reader, MailboxKey key, Duration poll, Duration shortest, Duration longest) {
    this.reader = reader.of(key);
    this.key = key;
    this.pause = poll.toMillis();
    this.shortest = shortest.toMillis();
    this.longest = longest.toMillis();
  }

  int version() {
    return key.version();
  }

  /** The reader's thread. */
  void run() {
    long wait = 0;
    while (!stopped) {
      try {
        if (reader.turn() == 0) {
          rest();
        }
        wait = 0;
        told = null;
      } catch (MessagingException | IOException | RuntimeException e) {
        wait = Math.min(longest, Math.max(shortest, wait * 2));
        failed(e);
        sleep(wait);
      }
    }
    reader.close();
    release();
  }

  /** The thread that ends a silence: listening itself never does. */
  void watch() {
    while (!stopped) {
      if (listening && (isLong() || reader.hasNews())) {
        reader.wake();
      }
      sleep(LOOK_MILLIS);
    }
  }

  private boolean isLong() {
    return System.nanoTime() - since > TimeUnit.SECONDS.toNanos(LISTEN_SECONDS);
  }

  /** From another thread; nothing is stored any more once this has returned for a moment. */
  void stop() {
    stopped = true;
    reader.stop();
  }

  private void rest() throws MessagingException {
    if (!reader.canListen()) {
      sleep(reader.isOpen() ? pause : Math.min(pause, OTHERS_MILLIS));
      return;
    }
    if (reader.hasNews()) {
      return;
    }
    since = System.nanoTime();
    listening = true;
    try {
      reader.listen();
    } finally {
      listening = false;
    }
  }

  private void failed(Exception e) {
    reader.close();
    if (stopped) {
      return;
    }
    if (e instanceof Mailboxes.LeaseLost) {
      LOG.log(Level.FINE, "Another reader has taken the mailbox over", e);
      return;
    }
    ServerTrouble trouble = ServerTrouble.of(e);
    if (trouble != told) {
      // Neither what the server said nor where it is: both may hold anything.
      LOG.log(
          Level.WARNING,
          "Mailbox {0} cannot be read: {1} ({2})",
          new Object[] {key.id(), trouble, e.getClass().getName()});
      told = trouble;
    }
    try {
      reader.failed(trouble);
    } catch (RuntimeException away) {
      LOG.log(Level.FINE, "The database is away too", away);
    }
    release();
  }

  private void release() {
    try {
      reader.release();
    } catch (RuntimeException away) {
      LOG.log(Level.FINE, "The lease ends by itself", away);
    }
  }

  private void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
