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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Has the outbox sent: by the relay of the environment, and by that of each sender, each by a
 * {@link RelayLine} of its own. Looks every two seconds what administrators have changed, on
 * whichever node.
 */
@ApplicationScoped
class MailDispatcher {
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Inject MailSettings settings;
  @Inject SenderRows senders;
  @Inject SenderKeys keys;
  @Inject Rounds rounds;
  @Inject Instance<RelayLine> lines;

  // By its full name: the server registers no java:comp/env entry for classes of a library.
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private final Map<Long, Running> running = new HashMap<>();
  private boolean stopped;

  private record Running(RelayLine line, Thread thread) {}

  void start() {
    if (!settings.sends()) {
      return;
    }
    rounds.start(
        Duration.ofMillis(100),
        LOOK,
        "Looking which senders there are",
        () -> {
          look();
          return false;
        });
  }

  synchronized void look() {
    if (stopped) {
      return;
    }
    Map<Long, Integer> wanted = new HashMap<>(senders.inUse());
    settings.relay().ifPresent(relay -> wanted.put(relay.sender(), relay.version()));
    for (Iterator<Map.Entry<Long, Running>> each = running.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Long, Running> one = each.next();
      RelayLine line = one.getValue().line();
      boolean lives = one.getValue().thread().isAlive();
      if (!lives || wanted.getOrDefault(one.getKey(), -1) != line.version()) {
        // It gives back what it has not begun to send, and the next one goes on.
        line.stop();
        lines.destroy(line);
        each.remove();
      }
    }
    wanted.keySet().stream()
        .filter(id -> !running.containsKey(id))
        .forEach(id -> key(id).ifPresent(this::begin));
  }

  private Optional<RelayKey> key(long id) {
    return id == RelayKey.DEFAULT ? settings.relay() : keys.key(id);
  }

  private void begin(RelayKey key) {
    RelayLine line = lines.get().of(key);
    Thread thread = threads.newThread(line::run);
    thread.setName(key.isDefault() ? "mail-dispatcher" : "mail-dispatcher-" + key.sender());
    running.put(key.sender(), new Running(line, thread));
    thread.start();
  }

  @PreDestroy
  void stop() {
    List<Running> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(running.values());
      running.clear();
    }
    all.forEach(one -> one.line().stop());
    all.forEach(one -> one.thread().interrupt());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (Running one : all) {
      join(one.thread(), end - System.nanoTime());
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
