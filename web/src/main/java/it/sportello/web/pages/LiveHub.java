package it.sportello.web.pages;

import it.sportello.contacts.Sessions;
import it.sportello.ticketing.Change;
import it.sportello.ticketing.Changes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tells the browsers of this node which tickets changed, whichever node changed them: the changes
 * are read from the database once a second, and only while somebody listens.
 */
@ApplicationScoped
public class LiveHub {
  private static final Logger LOG = System.getLogger(LiveHub.class.getName());
  private static final int AT_ONCE = 500;

  /** A line that says nothing, so that proxies keep the connection and a dead one is noticed. */
  private static final int SILENT_SECONDS = 20;

  /** A session that has ended takes its streams with it within so many seconds. */
  private static final int PROOF_SECONDS = 2;

  @Inject Changes changes;
  @Inject Sessions sessions;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private final Set<LiveReader> readers = ConcurrentHashMap.newKeySet();
  private ScheduledFuture<?> job;
  private long seen = -1;
  private int silent;
  private int unproved;

  @PostConstruct
  void start() {
    job = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    job.cancel(false);
    readers.forEach(LiveReader::end);
  }

  void join(LiveReader reader) {
    readers.add(reader);
  }

  void leave(LiveReader reader) {
    readers.remove(reader);
  }

  private void look() {
    if (readers.isEmpty()) {
      seen = -1;
      return;
    }
    try {
      if (++unproved >= PROOF_SECONDS) {
        unproved = 0;
        letGo();
      }
      String news = news();
      if (!news.isEmpty()) {
        tell("event: tickets\ndata: " + news + "\n\n");
      } else if (++silent >= SILENT_SECONDS) {
        tell(":\n\n");
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "The changes cannot be read; the next second tries again", e);
    }
  }

  private void letGo() {
    Set<String> alive =
        sessions.alive(readers.stream().map(LiveReader::session).collect(Collectors.toSet()));
    for (LiveReader reader : readers) {
      if (!alive.contains(reader.session())) {
        readers.remove(reader);
        reader.end();
      }
    }
  }

  private String news() {
    if (seen < 0) {
      seen = changes.head();
      return "";
    }
    List<Change> news = changes.since(seen, AT_ONCE);
    if (news.isEmpty()) {
      return "";
    }
    seen = news.get(news.size() - 1).id();
    return news.stream()
        .map(change -> change.ticket().toString())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private void tell(String event) {
    silent = 0;
    for (LiveReader reader : readers) {
      if (!reader.tell(event)) {
        readers.remove(reader);
        reader.end();
      }
    }
  }
}
