package it.sportello.notifications;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what waits in the outbox for one relay, on a thread of its own, at its own pace: one that
 * is slow or dead delays no other. Claim, render, send, mark, each on its own and none of them
 * inside another's transaction. At least once: a mail whose mark was lost goes out again with the
 * bytes and the Message-ID of the first time. Each mail is marked before the next is sent, so a
 * killed node repeats one at most.
 */
@Dependent
class RelayLine {
  static final int BATCH = 50;
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final Logger LOG = Logger.getLogger(RelayLine.class.getName());
  private static final long IDLE_MILLIS = 300;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** Stops this long before the lease ends: one mail may still be on its way then. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  @Inject OutboxQueue queue;
  @Inject LetterDesk desk;
  @Inject MailTroubles troubles;
  @Inject Enclosures files;
  @Inject AccessTokens tokens;

  private volatile boolean stopped;
  private RelayKey key;
  private SmtpRelay relay;
  private Pace pace;

  RelayLine of(RelayKey its) {
    key = its;
    return this;
  }

  int version() {
    return key.version();
  }

  /** From another thread; the mail that is on its way is still sent. */
  void stop() {
    stopped = true;
  }

  void run() {
    long wait = IDLE_MILLIS;
    while (!stopped) {
      try {
        int claimed = turn();
        wait = claimed > 0 ? 0 : IDLE_MILLIS;
        if (claimed > 0) {
          troubles.works(key);
        }
      } catch (MessagingException e) {
        fails(e);
        wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(1_000, wait * 2));
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The outbox cannot be worked on", e);
        wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(1_000, wait * 2));
      }
      sleep(wait);
    }
    if (relay != null) {
      relay.close();
    }
  }

  private void fails(MessagingException e) {
    try {
      troubles.fails(key, e);
    } catch (RuntimeException away) {
      LOG.log(Level.FINE, "The database is away too", away);
    }
  }

  /**
   * One batch. While the relay is away nothing is claimed, so no mail uses up its tries.
   *
   * @return how many mails were claimed
   */
  int turn() throws MessagingException {
    if (relay == null) {
      relay = new SmtpRelay(key, tokens);
      pace = new Pace(key.perMinute(), System.nanoTime());
    }
    int room = Math.min(BATCH, pace.room(System.nanoTime()));
    if (room == 0 || !queue.isAnythingDue(key.sender())) {
      relay.closeWhenIdle();
      return 0;
    }
    relay.connect();
    long end = System.nanoTime() + LEASE.minus(MARGIN).toNanos();
    List<ClaimedMail> claimed = queue.claim(key.sender(), room, LEASE);
    pace.sent(claimed.size());
    sendAll(rendered(claimed), end);
    return claimed.size();
  }

  private void sendAll(List<ClaimedMail> mails, long end) throws MessagingException {
    for (int i = 0; i < mails.size(); i++) {
      if (stopped || System.nanoTime() - end > 0) {
        queue.untouched(mails.subList(i, mails.size()));
        return;
      }
      try {
        relay.connect();
      } catch (MessagingException e) {
        queue.untouched(mails.subList(i, mails.size()));
        throw e;
      }
      send(mails.get(i));
    }
  }

  private void send(ClaimedMail mail) {
    try {
      relay.send(out -> files.write(mail, out), from(mail), Header.ascii(mail.recipient().value()));
      if (!queue.sent(mail)) {
        LOG.log(Level.WARNING, "Mail {0} was sent after its lease had ended", mail.id());
      }
    } catch (SmtpRelay.Refused e) {
      queue.dead(mail, e.getMessage());
    } catch (MessagingException e) {
      failed(mail, String.valueOf(e.getMessage()));
    }
  }

  private void failed(ClaimedMail mail, String why) {
    if (Backoff.isOver(mail.attempts())) {
      queue.dead(mail, why);
      return;
    }
    queue.again(mail, Backoff.after(mail.attempts(), ThreadLocalRandom.current()), why);
  }

  /** To whom the envelope of this mail comes back. */
  private String from(ClaimedMail mail) {
    return key.bounces()
        .map(bounces -> Header.ascii(new BounceAddress(bounces).with(mail.bounceToken())))
        .orElseGet(() -> Header.ascii(key.from().value()));
  }

  /** All at once; when one of them cannot be rendered, each alone, so that it stops nobody. */
  private List<ClaimedMail> rendered(List<ClaimedMail> claimed) {
    try {
      return desk.render(claimed);
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "A mail of the batch cannot be rendered", e);
    }
    List<ClaimedMail> good = new ArrayList<>();
    for (ClaimedMail mail : claimed) {
      try {
        good.addAll(desk.render(List.of(mail)));
      } catch (UnsendableAddress e) {
        queue.dead(mail, e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "Mail " + mail.id() + " cannot be rendered", e);
        failed(mail, "not rendered: " + e.getClass().getSimpleName());
      }
    }
    return good;
  }

  private void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
