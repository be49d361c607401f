package it.sportello.notifications;

import it.sportello.contacts.Rounds;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Has every mailbox read that is to be read, each by threads of its own. Looks every two seconds
 * what administrators have changed, on whichever node.
 */
@ApplicationScoped
class ImapIntake {
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Inject MailSettings settings;
  @Inject MailboxSeed seed;
  @Inject MailboxRows rows;
  @Inject MailboxSecrets secrets;
  @Inject Rounds rounds;
  @Inject Instance<ImapReader> readers;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private final Map<Long, Running> running = new HashMap<>();
  private boolean stopped;

  private record Running(ImapLoop loop, ImapReader reader, List<Thread> threads) {}

  void start() {
    seed.plant();
    if (settings.reads()) {
      rounds.start(
          Duration.ofMillis(100),
          LOOK,
          "Looking which mailboxes are to be read",
          () -> {
            look();
            return false;
          });
    }
  }

  synchronized void look() {
    if (stopped) {
      return;
    }
    Map<Long, Integer> wanted = rows.active();
    for (Iterator<Map.Entry<Long, Running>> each = running.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Long, Running> one = each.next();
      boolean lives = one.getValue().threads().stream().allMatch(Thread::isAlive);
      if (!lives || wanted.getOrDefault(one.getKey(), -1) != one.getValue().loop().version()) {
        end(one.getValue());
        each.remove();
      }
    }
    wanted.keySet().stream()
        .filter(id -> !running.containsKey(id))
        .forEach(id -> secrets.key(id).ifPresent(this::begin));
  }

  private void begin(MailboxKey key) {
    ImapReader reader = readers.get();
    ImapLoop loop = new ImapLoop(reader, key, settings.imapPoll());
    Thread reads = threads.newThread(loop::run);
    reads.setName("imap-reader-" + key.id());
    Thread watches = threads.newThread(loop::watch);
    watches.setName("imap-watch-" + key.id());
    running.put(key.id(), new Running(loop, reader, List.of(reads, watches)));
    reads.start();
    watches.start();
  }

  private void end(Running one) {
    one.loop().stop();
    one.threads().forEach(Thread::interrupt);
    readers.destroy(one.reader());
  }

  @PreDestroy
  void stop() {
    List<Running> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(running.values());
      all.forEach(this::end);
      running.clear();
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (Running one : all) {
      for (Thread thread : one.threads()) {
        join(thread, end - System.nanoTime());
      }
    }
  }

  private static void join(Thread thread, long nanos) {
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
