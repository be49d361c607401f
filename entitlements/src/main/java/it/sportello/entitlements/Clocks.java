package it.sportello.entitlements;

import static it.sportello.ticketing.PromiseKind.ANSWER;
import static it.sportello.ticketing.PromiseKind.NEXT_ANSWER;
import static it.sportello.ticketing.PromiseKind.RESOLUTION;
import static it.sportello.ticketing.PromiseKind.TAKE_IN_CHARGE;

import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The clocks of one ticket: a pure function of its ledger, its level version and that version's
 * calendar. The rules are told in the package documentation. A calendar that fails cannot make an
 * opening fail: the promise is then due when it started, marked as not computed.
 */
final class Clocks {
  private static final Logger LOG = Logger.getLogger(Clocks.class.getName());
  private static final Comparator<ClockRun> SOONEST =
      Comparator.comparing(ClockRun::due).thenComparing(ClockRun::kind);

  private final LevelVersion level;
  private final Severity severity;
  private final Priority priority;
  private final List<ClockRun> runs = new ArrayList<>();
  private boolean answered;
  private boolean resolved;

  private Clocks(LevelVersion level, Severity severity) {
    this.level = level;
    this.severity = severity;
    this.priority = level.priority(severity);
  }

  /**
   * @param ledger in the order in which it became known; begins with the receipt
   */
  static Clocks of(List<Fact> ledger, LongFunction<LevelVersion> levels) {
    Fact.Terms terms = ledger.get(0).terms().orElseThrow();
    LevelVersion level = levels.apply(terms.levelVersion());
    Clocks clocks = new Clocks(level, terms.severity());
    ledger.forEach(clocks::happened);
    return clocks;
  }

  LevelVersion level() {
    return level;
  }

  Priority priority() {
    return priority;
  }

  /** In the order in which they started. */
  List<ClockRun> runs() {
    return List.copyOf(runs);
  }

  /** The earliest promise that runs and is not kept. */
  Optional<ClockRun> next() {
    return runs.stream().filter(ClockRun::running).min(SOONEST);
  }

  /** What was promised when the request came in. */
  Promise promise() {
    return new Promise(first(TAKE_IN_CHARGE), first(ANSWER), first(RESOLUTION));
  }

  private Deadline first(PromiseKind kind) {
    return runs.stream()
        .filter(r -> r.kind() == kind)
        .findFirst()
        .map(ClockRun::due)
        .orElse(Deadline.NEVER);
  }

  private void happened(Fact fact) {
    switch (fact.kind()) {
      case RECEIVED -> {
        start(TAKE_IN_CHARGE, fact.at());
        start(ANSWER, fact.at());
        start(RESOLUTION, fact.at());
      }
      case TAKEN_IN_CHARGE -> keep(TAKE_IN_CHARGE, fact);
      case ANSWERED -> {
        keep(TAKE_IN_CHARGE, fact);
        keep(ANSWER, fact);
        keep(NEXT_ANSWER, fact);
        answered = true;
      }
      case CUSTOMER_WROTE -> waits(fact.at());
      case RESOLVED -> resolve(fact);
      case REOPENED -> reopen(fact.at());
    }
  }

  /** The customer waits for an answer: the next one once there was a first, from the oldest. */
  private void waits(Instant since) {
    if (resolved || !answered) {
      return;
    }
    Optional<ClockRun> waiting = running(NEXT_ANSWER);
    if (waiting.isEmpty()) {
      start(NEXT_ANSWER, since);
    } else if (since.isBefore(waiting.get().start())) {
      runs.remove(waiting.get());
      start(NEXT_ANSWER, since);
    }
  }

  private void resolve(Fact fact) {
    keep(RESOLUTION, fact);
    runs.replaceAll(r -> r.running() ? r.stopped(fact.at()) : r);
    resolved = true;
  }

  private void reopen(Instant at) {
    resolved = false;
    for (PromiseKind kind : List.of(TAKE_IN_CHARGE, ANSWER)) {
      if (!everKept(kind) && !isRunning(kind)) {
        start(kind, at);
      }
    }
    waits(at);
    if (!isRunning(RESOLUTION)) {
      start(RESOLUTION, at);
    }
  }

  private void start(PromiseKind kind, Instant at) {
    if (level.target(kind, severity).isEmpty()) {
      return;
    }
    int round = 1 + (int) runs.stream().filter(r -> r.kind() == kind).count();
    try {
      runs.add(ClockRun.started(kind, round, at, level.due(kind, severity, at)));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "Promise not computed: level version " + level.id() + ", " + kind, e);
      runs.add(ClockRun.notComputed(kind, round, at));
    }
  }

  private void keep(PromiseKind kind, Fact by) {
    runs.replaceAll(r -> r.kind() == kind && r.running() ? r.kept(by.by(), by.at()) : r);
  }

  private boolean everKept(PromiseKind kind) {
    return runs.stream().anyMatch(r -> r.kind() == kind && r.kept());
  }

  private boolean isRunning(PromiseKind kind) {
    return running(kind).isPresent();
  }

  private Optional<ClockRun> running(PromiseKind kind) {
    return runs.stream().filter(r -> r.kind() == kind && r.running()).findFirst();
  }
}
