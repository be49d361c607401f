package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of one clock while the ledger is read: when it began and ended and by which terms, not
 * yet when it is due. It is there also where nothing is promised, because other terms may come.
 */
record Course(
    PromiseKind kind,
    int round,
    Instant start,
    Terms terms,
    Optional<Instant> keptAt,
    Optional<AgentId> keptBy,
    Optional<Instant> stoppedAt,
    List<Clock.Turn> turns) {
  private static final Logger LOG = Logger.getLogger(Course.class.getName());

  static Course started(PromiseKind kind, int round, Instant at, Terms terms) {
    return new Course(
        kind, round, at, terms, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  boolean running() {
    return keptAt.isEmpty() && stoppedAt.isEmpty();
  }

  boolean kept() {
    return keptAt.isPresent();
  }

  boolean promised() {
    return terms.target(kind).isPresent();
  }

  Course from(Instant earlier) {
    return new Course(kind, round, earlier, terms, keptAt, keptBy, stoppedAt, turns);
  }

  Course kept(Optional<AgentId> by, Instant at) {
    return new Course(kind, round, start, terms, Optional.of(at), by, stoppedAt, turns);
  }

  Course stopped(Instant at) {
    return new Course(kind, round, start, terms, keptAt, keptBy, Optional.of(at), turns);
  }

  /** What has ended keeps the terms by which it ended; what leaves the target alone is no turn. */
  Course under(Terms other, Fact because) {
    if (!running()) {
      return this;
    }
    boolean turned = !other.target(kind).equals(terms.target(kind));
    return new Course(
        kind,
        round,
        start,
        other,
        keptAt,
        keptBy,
        stoppedAt,
        turned ? and(turn(because, other)) : turns);
  }

  Course joined(Fact merge) {
    return new Course(
        kind, round, start, terms, keptAt, keptBy, stoppedAt, and(turn(merge, terms)));
  }

  private List<Clock.Turn> and(Clock.Turn turn) {
    List<Clock.Turn> all = new ArrayList<>(turns);
    all.add(turn);
    return List.copyOf(all);
  }

  private Clock.Turn turn(Fact because, Terms from) {
    return new Clock.Turn(
        because.at(),
        because.by(),
        because.severity(),
        because.levelVersion().map(v -> from.level().code()),
        because.other(),
        from.target(kind));
  }

  /** Only the resolution ever pauses. */
  private boolean pauses() {
    return kind == PromiseKind.RESOLUTION;
  }

  Optional<Instant> pausedAt(Pauses waits) {
    return pauses() && running()
        ? waits.since().map(since -> since.isBefore(start) ? start : since)
        : Optional.empty();
  }

  private Optional<Instant> endedAt() {
    return keptAt.or(() -> stoppedAt);
  }

  /** As it is stored: a pause that has not ended counts for nothing yet. */
  ClockRun run(Pauses waits) {
    Instant until = endedAt().or(() -> pausedAt(waits)).orElse(Instant.MAX);
    try {
      return run(new Deadline(counting(waits, until).due()), true, waits);
    } catch (RuntimeException e) {
      LOG.log(
          Level.SEVERE,
          "Promise not computed: level version " + terms.level().id() + ", " + kind,
          e);
      return run(new Deadline(start), false, waits);
    }
  }

  private ClockRun run(Deadline due, boolean computed, Pauses waits) {
    return new ClockRun(
        kind,
        round,
        terms.level().id(),
        start,
        due,
        computed,
        keptAt,
        keptBy,
        stoppedAt,
        pausedAt(waits));
  }

  /** As it stands and why, if the waiting ended now. */
  Clock clock(Pauses waits, Instant now) {
    ClockRun run = run(waits);
    Clock.State state = run.stateAt(now);
    boolean paused = state == Clock.State.PAUSED;
    Instant until = endedAt().or(() -> paused ? Optional.of(now) : run.pausedAt()).orElse(now);
    Counting counting = counting(waits, run.paused() || !running() ? until : Instant.MAX);
    List<WhyLine> why = run.computed() ? counting.why() : List.of();
    return new Clock(
        kind,
        start,
        target(),
        paused ? new Deadline(counting.due()) : run.due(),
        keptAt,
        keptBy,
        state,
        run.pausedAt(),
        run.paused() ? waits.reason() : Optional.empty(),
        why,
        turns);
  }

  private Duration target() {
    return terms.target(kind).orElse(Duration.ZERO);
  }

  private Counting counting(Pauses waits, Instant until) {
    return new Counting(
        terms.level().calendar(),
        start,
        target(),
        pauses() ? waits.between(start, until) : List.of());
  }
}
