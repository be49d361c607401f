package it.sportello.web.api;

import it.sportello.contacts.Language;
import it.sportello.contacts.Scope;
import it.sportello.contacts.SnapshotEntry;
import it.sportello.contacts.Sync;
import it.sportello.contacts.SyncOutcome;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.problem.Unreadable;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Takes a snapshot over line by line while it arrives. What is read is gathered first and handed
 * over then, so no transaction waits for the network; while one batch is taken over, the next one
 * is read. What was handed over stays when the line breaks, and a repeat goes on from there.
 */
final class SnapshotRun {
  /** People, so that a batch is about the same size whatever the platforms are. */
  private static final int BATCH_PEOPLE = 2500;

  private static final int MOST_TOLD = 1000;

  /** Platforms that changed. */
  private static final int MUCH = 500;

  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  private final Sync sync;
  private final Scope by;
  private final boolean dry;
  private final Language language;
  private final Executor threads;

  private List<SnapshotEntry> batch = new ArrayList<>();
  private List<Long> places = new ArrayList<>();
  private CompletableFuture<List<SyncOutcome>> handed =
      CompletableFuture.completedFuture(List.of());
  private List<Long> handedPlaces = List.of();
  private final Map<SyncOutcome.Change, Long> platforms = new EnumMap<>(SyncOutcome.Change.class);
  private final JsonArrayBuilder differences = JSON.createArrayBuilder();
  private final JsonArrayBuilder faults = JSON.createArrayBuilder();
  private int people;
  private long line;
  private long told;
  private long faulty;
  private long added;
  private long changed;
  private long removed;
  private long unchanged;

  SnapshotRun(Sync sync, Scope by, boolean dry, Language language, Executor threads) {
    this.sync = sync;
    this.by = by;
    this.dry = dry;
    this.language = language;
    this.threads = threads;
  }

  /** Everything that arrives; the answer says what became, or would become, of it. */
  String take(InputStream stream) throws IOException {
    var lines = new JsonLines(stream);
    try {
      while (lines.next()) {
        line++;
        if (!lines.isBlank()) {
          read(lines);
        }
      }
      hand();
    } finally {
      settle();
    }
    if (!dry && told > MUCH) {
      sync.settle();
    }
    return report();
  }

  private void read(JsonLines lines) {
    try {
      var entry = SnapshotReader.line(lines.object());
      batch.add(entry);
      places.add(line);
      people += 1 + entry.people().map(List::size).orElse(0);
    } catch (InvalidInput e) {
      count(SyncOutcome.Change.REFUSED);
      e.errors().forEach(error -> fault(line, error));
    } catch (Unreadable e) {
      count(SyncOutcome.Change.REFUSED);
      fault(line, new FieldError("", lines.isTooLong() ? "snapshot.long" : "snapshot.line"));
    }
    if (batch.size() >= Sync.BATCH || people >= BATCH_PEOPLE) {
      hand();
    }
  }

  private void hand() {
    if (batch.isEmpty()) {
      return;
    }
    settle();
    var given = batch;
    handedPlaces = places;
    handed =
        CompletableFuture.supplyAsync(
            () -> dry ? sync.look(by, given) : sync.take(by, given), threads);
    batch = new ArrayList<>();
    places = new ArrayList<>();
    people = 0;
  }

  /** Waits for the batch under way, once; what it ran into is thrown here. */
  private void settle() {
    var outcomes = handed;
    handed = CompletableFuture.completedFuture(List.of());
    try {
      var told = outcomes.join();
      for (int i = 0; i < told.size(); i++) {
        tell(told.get(i), handedPlaces.get(i));
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw e;
    }
  }

  private void tell(SyncOutcome outcome, long place) {
    count(outcome.platform());
    added += outcome.added();
    changed += outcome.changed();
    removed += outcome.removed();
    unchanged += outcome.unchanged();
    outcome.faults().forEach(f -> fault(place, new FieldError(f.pointer(), f.key(), f.facts())));
    if (outcome.changes() && told++ < MOST_TOLD) {
      differences.add(PlatformJson.outcome(outcome));
    }
  }

  private void count(SyncOutcome.Change change) {
    platforms.merge(change, 1L, Long::sum);
  }

  private void fault(long place, FieldError error) {
    if (faulty++ < MOST_TOLD) {
      faults.add(
          JSON.createObjectBuilder()
              .add("line", place)
              .add("pointer", error.pointer())
              .add("detail", error.detail(language)));
    }
  }

  private String report() {
    var counts = JSON.createObjectBuilder();
    for (var change : SyncOutcome.Change.values()) {
      counts.add(PlatformJson.word(change), platforms.getOrDefault(change, 0L));
    }
    return JSON.createObjectBuilder()
        .add("dryRun", dry)
        .add("lines", line)
        .add("platforms", counts)
        .add(
            "contacts",
            JSON.createObjectBuilder()
                .add("added", added)
                .add("changed", changed)
                .add("removed", removed)
                .add("unchanged", unchanged))
        .add("differences", differences)
        .add("moreDifferences", Math.max(0, told - MOST_TOLD))
        .add("faults", faults)
        .add("moreFaults", Math.max(0, faulty - MOST_TOLD))
        .build()
        .toString();
  }
}
