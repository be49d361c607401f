package it.sportello.notifications;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what waits in the outbox: claim, render, send, mark, each on its own and none of them
 * inside another's transaction. At least once: a mail whose mark was lost goes out again with the
 * bytes and the Message-ID of the first time. Each mail is marked before the next is sent, so a
 * killed node repeats one at most.
 */
@ApplicationScoped
class MailDispatcher {
  static final int BATCH = 50;
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final Logger LOG = Logger.getLogger(MailDispatcher.class.getName());
  private static final long IDLE_MILLIS = 300;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** Stops this long before the lease ends: one mail may still be on its way then. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  @Inject MailSettings settings;
  @Inject OutboxQueue queue;
  @Inject LetterDesk desk;
  @Inject MailTroubles troubles;
  @Inject Enclosures files;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private volatile boolean stopped;
  private Thread thread;
  private SmtpRelay relay;
  private Pace pace;

  void start() {
    if (settings.sends()) {
      thread = threads.newThread(this::run);
      thread.setName("mail-dispatcher");
      thread.start();
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long wait = IDLE_MILLIS;
    while (!stopped) {
      try {
        wait = turn() > 0 ? 0 : IDLE_MILLIS;
        troubles.relayWorks();
      } catch (MessagingException e) {
        troubles.relayFails(e.getMessage());
        LOG.log(Level.WARNING, "The mail relay cannot be reached: {0}", e.getMessage());
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

  /**
   * One batch. While the relay is away nothing is claimed, so no mail uses up its tries.
   *
   * @return how many mails were claimed
   */
  int turn() throws MessagingException {
    if (relay == null) {
      relay = new SmtpRelay(settings.smtp(), Header.ascii(settings.from().value()));
      pace = new Pace(settings.mailsPerMinute(), System.nanoTime());
    }
    int room = Math.min(BATCH, pace.room(System.nanoTime()));
    if (room == 0 || !queue.isAnythingDue()) {
      relay.closeWhenIdle();
      return 0;
    }
    relay.connect();
    long end = System.nanoTime() + LEASE.minus(MARGIN).toNanos();
    List<ClaimedMail> claimed = queue.claim(room, LEASE);
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
    return settings
        .bounces()
        .map(bounces -> Header.ascii(new BounceAddress(bounces).with(mail.bounceToken())))
        .orElseGet(() -> Header.ascii(settings.from().value()));
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
