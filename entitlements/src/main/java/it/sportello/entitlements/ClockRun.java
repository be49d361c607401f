package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of one clock of a ticket.
 *
 * @param round counts the runs of this kind from 1
 * @param computed false when the calendar failed: then it is due when it started
 * @param stoppedAt when it ceased to matter without being kept
 */
record ClockRun(
    PromiseKind kind,
    int round,
    Instant start,
    Deadline due,
    boolean computed,
    Optional<Instant> keptAt,
    Optional<AgentId> keptBy,
    Optional<Instant> stoppedAt) {

  static ClockRun started(PromiseKind kind, int round, Instant start, Deadline due) {
    return new ClockRun(
        kind, round, start, due, true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ClockRun notComputed(PromiseKind kind, int round, Instant start) {
    Deadline due = new Deadline(start);
    return new ClockRun(
        kind, round, start, due, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean running() {
    return keptAt.isEmpty() && stoppedAt.isEmpty();
  }

  boolean kept() {
    return keptAt.isPresent();
  }

  ClockRun kept(Optional<AgentId> by, Instant at) {
    return new ClockRun(kind, round, start, due, computed, Optional.of(at), by, Optional.empty());
  }

  ClockRun stopped(Instant at) {
    return new ClockRun(
        kind, round, start, due, computed, Optional.empty(), Optional.empty(), Optional.of(at));
  }

  /** Exactly at the deadline is kept in time. */
  Clock.State stateAt(Instant now) {
    if (stoppedAt.isPresent()) {
      return Clock.State.STOPPED;
    }
    if (keptAt.isPresent()) {
      return due.isMissedAt(keptAt.get()) ? Clock.State.KEPT_LATE : Clock.State.KEPT;
    }
    return due.isMissedAt(now) ? Clock.State.MISSED : Clock.State.RUNNING;
  }
}
