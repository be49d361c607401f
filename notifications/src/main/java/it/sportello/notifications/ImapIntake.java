package it.sportello.notifications;

import it.sportello.contacts.DeskClock;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.Mailboxes.Lease;
import it.sportello.ticketing.Blob;
import it.sportello.ticketing.Blobs;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Fetches what is new in the mailbox, by UID above the high-water mark and never by what was seen.
 * For each mail: its bytes to a file, then its row and the mark in one transaction, then the flag
 * on the server, whose failure does no harm; reading it comes after.
 */
@ApplicationScoped
class ImapIntake {
  static final Duration LEASE = Duration.ofSeconds(60);
  static final int BATCH = 50;

  private static final Logger LOG = Logger.getLogger(ImapIntake.class.getName());
  private static final long LONGEST_WAIT_MILLIS = 60_000;
  private static final long RECONNECT_NANOS = TimeUnit.MINUTES.toNanos(5);

  @Inject MailSettings settings;
  @Inject Mailboxes mailboxes;
  @Inject Blobs blobs;
  @Inject Inbox inbox;
  @Inject Reconciliation reconciliation;
  @Inject DeskClock clock;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private final String node = UUID.randomUUID().toString();
  private volatile boolean stopped;
  private Thread thread;
  private ImapMailbox mailbox;
  private long openedAt;

  void start() {
    if (settings.reads()) {
      thread = threads.newThread(this::run);
      thread.setName("imap-intake");
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
    long pause = settings.imapPoll().toMillis();
    long wait = pause;
    while (!stopped) {
      try {
        turn();
        wait = pause;
      } catch (MessagingException | IOException | RuntimeException e) {
        close();
        wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(1_000, wait * 2));
        report(e);
      }
      sleep(wait);
    }
    close();
  }

  /**
   * Reads what is new, if this node may.
   *
   * @return how many mails were stored
   */
  int turn() throws MessagingException, IOException {
    Optional<Lease> lease = mailboxes.lease(name(), node, LEASE);
    if (lease.isEmpty()) {
      close();
      return 0;
    }
    open();
    Lease held = mailboxes.selected(lease.get(), mailbox.uidvalidity());
    reconcile(held);
    int stored = again(held);
    List<Message> fresh = mailbox.above(held.mark());
    for (int from = 0; from < fresh.size() && !stopped; from += BATCH) {
      List<Message> batch = fresh.subList(from, Math.min(fresh.size(), from + BATCH));
      mailboxes.lease(name(), node, LEASE);
      stored += fetch(held, batch);
    }
    mailboxes.wasRead(held);
    return stored;
  }

  /** What has no row though it should gets one, and is fetched again at once. */
  private void reconcile(Lease lease) throws MessagingException {
    if (!reconciliation.isDue(lease)) {
      return;
    }
    List<Long> missing = reconciliation.withoutRow(lease, mailbox.uids());
    if (missing.isEmpty()) {
      return;
    }
    List<Message> found = mailbox.byUids(missing);
    for (int i = 0; i < missing.size(); i++) {
      if (found.get(i) != null) {
        mailboxes.fetchLater(lease, missing.get(i), received(found.get(i)));
      }
    }
    LOG.log(Level.WARNING, "{0} mails of the mailbox had no row", missing.size());
  }

  private int again(Lease lease) throws MessagingException, IOException {
    List<Long> uids = mailboxes.toFetchAgain(lease);
    if (uids.isEmpty()) {
      return 0;
    }
    List<Message> found = mailbox.byUids(uids);
    for (int i = 0; i < uids.size(); i++) {
      if (found.get(i) == null) {
        mailboxes.gone(lease, uids.get(i));
      }
    }
    return fetch(lease, found.stream().filter(message -> message != null).toList());
  }

  private int fetch(Lease lease, List<Message> batch) throws MessagingException, IOException {
    List<Message> safe = new ArrayList<>();
    List<Stored> fresh = new ArrayList<>();
    mailbox.prefetch(batch);
    for (Message message : batch) {
      store(lease, message).ifPresent(fresh::add);
      safe.add(message);
    }
    try {
      mailbox.markSeen(safe);
    } catch (MessagingException e) {
      LOG.log(Level.FINE, "Flags could not be set; the mails are safe all the same", e);
    }
    fresh.forEach(inbox::read);
    return fresh.size();
  }

  private Optional<Stored> store(Lease lease, Message message)
      throws MessagingException, IOException {
    long uid = mailbox.uid(message);
    Instant received = received(message);
    try (Spool spool = new Spool(Inbox.LIMIT)) {
      message.writeTo(spool);
      if (spool.size() == 0) {
        mailboxes.fetchLater(lease, uid, received);
        return Optional.empty();
      }
      try (InputStream bytes = spool.read()) {
        Blob blob = blobs.put(bytes, Inbox.LIMIT);
        return mailboxes.store(lease, uid, blob, received);
      }
    } catch (Spool.Full e) {
      byte[] note =
          ("UID " + uid + " of " + lease.mailbox())
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Blob blob = blobs.put(new ByteArrayInputStream(note), Inbox.LIMIT);
      mailboxes.tooLarge(lease, uid, received, blob);
      return Optional.empty();
    } catch (MessageRemovedException e) {
      mailboxes.fetchLater(lease, uid, received);
      return Optional.empty();
    } catch (MessagingException | IOException e) {
      if (!mailbox.isOpen()) {
        throw e;
      }
      mailboxes.fetchLater(lease, uid, received);
      return Optional.empty();
    }
  }

  /** INTERNALDATE; our own clock where the server tells none, or one to come. */
  private Instant received(Message message) {
    Instant now = clock.now();
    try {
      Date date = message.getReceivedDate();
      return date == null || date.toInstant().isAfter(now) ? now : date.toInstant();
    } catch (MessagingException e) {
      return now;
    }
  }

  private void open() throws MessagingException {
    if (mailbox != null && (!mailbox.isOpen() || System.nanoTime() - openedAt > RECONNECT_NANOS)) {
      close();
    }
    if (mailbox == null) {
      mailbox = new ImapMailbox(settings.imap(), settings.imapFolder());
      openedAt = System.nanoTime();
    }
  }

  private void close() {
    ImapMailbox open = mailbox;
    mailbox = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        LOG.log(Level.FINE, "The mailbox was closed by the other side", e);
      }
    }
  }

  private void report(Exception e) {
    LOG.log(Level.WARNING, "The mailbox cannot be read: {0}", e.getMessage());
    try {
      mailboxes.failed(name(), String.valueOf(e.getMessage()));
    } catch (RuntimeException away) {
      LOG.log(Level.FINE, "The database is away too", away);
    }
  }

  private String name() {
    MailSettings.Server server = settings.imap();
    return server.user() + "@" + server.host() + "/" + settings.imapFolder();
  }

  private void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
