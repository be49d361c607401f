package it.sportello.notifications;

import it.sportello.contacts.DeskClock;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.Mailboxes.Lease;
import it.sportello.notifications.Mailboxes.LeaseLost;
import it.sportello.ticketing.Blob;
import it.sportello.ticketing.Blobs;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Fetches what is new in one mailbox, by UID above the high-water mark and never by what was seen.
 * For each mail: its bytes to a file, then its row and the mark in one transaction, then the flag
 * on the server, whose failure does no harm; reading it comes after.
 */
@Dependent
class ImapReader {
  static final Duration LEASE = Duration.ofSeconds(60);
  static final int BATCH = 50;

  /** How often a line may break on one mail before the others go first. */
  private static final int BREAKS = 3;

  private static final Logger LOG = Logger.getLogger(ImapReader.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long RECONNECT_NANOS = TimeUnit.MINUTES.toNanos(5);

  @Inject MailboxLeases leases;
  @Inject Mailboxes mailboxes;
  @Inject Doorway door;
  @Inject Blobs blobs;
  @Inject Inbox inbox;
  @Inject Reconciliation reconciliation;
  @Inject DeskClock clock;

  private final String holder = UUID.randomUUID().toString();
  private MailboxKey key;
  private Lease last;
  private long openedAt;
  private long renewedAt;
  private long brokeAt;
  private int breaks;
  private volatile boolean stopped;
  private volatile GuardedSockets sockets = new GuardedSockets();
  private volatile ImapMailbox mailbox;

  ImapReader of(MailboxKey mailbox) {
    key = mailbox;
    return this;
  }

  /**
   * Reads what is new, if this reader may.
   *
   * @return how many mails were stored
   */
  int turn() throws MessagingException, IOException {
    Optional<Lease> lease = leases.lease(key, holder, LEASE);
    if (lease.isEmpty()) {
      close();
      return 0;
    }
    last = lease.get();
    renewedAt = System.nanoTime();
    open();
    Lease held = leases.selected(last, mailbox.uidvalidity());
    reconcile(held);
    int stored = again(held);
    List<Long> fresh = mailbox.above(held.mark());
    for (int from = 0; from < fresh.size() && !stopped; from += BATCH) {
      stored += fetch(held, fresh.subList(from, Math.min(fresh.size(), from + BATCH)));
      leases.wasRead(held, mailbox.canListen());
    }
    leases.wasRead(held, mailbox.canListen());
    return stored;
  }

  /** Whether there is a server that will say when something comes. */
  boolean canListen() throws MessagingException {
    return mailbox != null && mailbox.canListen();
  }

  /** Whether this reader, and no other, reads the mailbox now. */
  boolean isOpen() {
    return mailbox != null;
  }

  /** Until the server says something or {@link #wake} is called. */
  void listen() throws MessagingException {
    mailbox.listen();
  }

  /** Whether something has come that {@link #turn} has not looked for. */
  boolean hasNews() {
    ImapMailbox open = mailbox;
    return open != null && open.hasNews();
  }

  /** From another thread. */
  void wake() {
    ImapMailbox open = mailbox;
    if (open != null) {
      open.wake();
    }
  }

  /** From another thread: whatever it waits for ends at once, and it stores nothing more. */
  void stop() {
    stopped = true;
    sockets.cut();
  }

  void failed(ServerTrouble trouble) {
    leases.failed(key, trouble);
  }

  /** Lets another reader begin at once. */
  void release() {
    if (last != null) {
      leases.release(last);
      last = null;
    }
  }

  /** What has no row though it should gets one, and is fetched soon. */
  private void reconcile(Lease lease) throws MessagingException {
    if (!reconciliation.isDue(lease)) {
      return;
    }
    List<Long> missing = reconciliation.withoutRow(lease, mailbox.uids());
    if (missing.isEmpty()) {
      return;
    }
    Instant now = clock.now();
    missing.forEach(uid -> mailboxes.fetchLater(lease, uid, now));
    LOG.log(Level.WARNING, "{0} mails of the mailbox had no row", missing.size());
  }

  private int again(Lease lease) throws MessagingException, IOException {
    List<Long> uids = mailboxes.toFetchAgain(lease);
    if (uids.isEmpty()) {
      return 0;
    }
    List<Long> present = mailbox.present(uids);
    uids.stream().filter(uid -> !present.contains(uid)).forEach(uid -> mailboxes.gone(lease, uid));
    return fetch(lease, present);
  }

  private int fetch(Lease lease, List<Long> batch) throws MessagingException, IOException {
    List<Long> safe = new ArrayList<>();
    List<Stored> fresh = new ArrayList<>();
    try {
      for (long uid : batch) {
        renew();
        store(lease, uid).ifPresent(fresh::add);
        safe.add(uid);
      }
    } finally {
      // Also when the line has broken meanwhile: what is safe waits for nothing.
      fresh.forEach(inbox::read);
      markSeen(safe);
    }
    return fresh.size();
  }

  /** However slow the line is: whoever reads goes on reading. */
  private void renew() {
    if (System.nanoTime() - renewedAt > LEASE.toNanos() / 4) {
      last = leases.lease(key, holder, LEASE).orElseThrow(() -> new LeaseLost(key.place()));
      renewedAt = System.nanoTime();
    }
  }

  private void markSeen(List<Long> safe) {
    try {
      if (key.marksSeen() && mailbox.isOpen() && !safe.isEmpty()) {
        mailbox.markSeen(safe);
      }
    } catch (MessagingException | IllegalStateException e) {
      LOG.log(Level.FINE, "Flags could not be set; the mails are safe all the same", e);
    }
  }

  private Optional<Stored> store(Lease lease, long uid) throws MessagingException, IOException {
    Instant received = clock.now();
    try (Spool spool = new Spool(Inbox.LIMIT)) {
      ImapMailbox.Piece piece = mailbox.first(uid);
      received = received(piece);
      piece.writeTo(spool);
      while (!piece.last()) {
        renew();
        piece = mailbox.next(uid, spool.size(), piece.size());
        piece.writeTo(spool);
      }
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
          ("UID " + uid + " of " + lease.uidvalidity() + " of " + lease.mailbox())
              .getBytes(StandardCharsets.UTF_8);
      Blob blob = blobs.put(new ByteArrayInputStream(note), Inbox.LIMIT);
      mailboxes.tooLarge(lease, uid, received, blob);
      return Optional.empty();
    } catch (MessageRemovedException e) {
      mailboxes.fetchLater(lease, uid, received);
      return Optional.empty();
    } catch (MessagingException | IOException e) {
      if (!mailbox.isOpen()) {
        broke(lease, uid, received);
        throw e;
      }
      mailboxes.fetchLater(lease, uid, received);
      return Optional.empty();
    }
  }

  /** A mail on which the line breaks again and again lets the others pass. */
  private void broke(Lease lease, long uid, Instant received) {
    breaks = brokeAt == uid ? breaks + 1 : 1;
    brokeAt = uid;
    if (breaks == BREAKS) {
      mailboxes.fetchLater(lease, uid, received);
      breaks = 0;
    }
  }

  /** INTERNALDATE; our own clock where the server tells none, or one to come. */
  private Instant received(ImapMailbox.Piece first) {
    Instant now = clock.now();
    return first.date().filter(date -> !date.isAfter(now)).orElse(now);
  }

  private void open() throws MessagingException, IOException {
    if (mailbox != null && (!mailbox.isOpen() || System.nanoTime() - openedAt > RECONNECT_NANOS)) {
      close();
    }
    if (mailbox == null) {
      sockets = new GuardedSockets();
      if (stopped) {
        sockets.cut();
      }
      mailbox = door.open(key, sockets, PATIENCE);
      openedAt = System.nanoTime();
    }
  }

  void close() {
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
}
