package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of one clock of a ticket, as it is stored.
 *
 * @param round counts the runs of this kind from 1
 * @param levelVersion by which it is measured
 * @param due while paused: as if the pause had not begun
 * @param computed false when the calendar failed: then it is due when it started
 * @param stoppedAt when it ceased to matter without being kept
 * @param pausedAt since when it stands still
 */
record ClockRun(
    PromiseKind kind,
    int round,
    long levelVersion,
    Instant start,
    Deadline due,
    boolean computed,
    Optional<Instant> keptAt,
    Optional<AgentId> keptBy,
    Optional<Instant> stoppedAt,
    Optional<Instant> pausedAt) {

  boolean isSameRun(ClockRun other) {
    return kind == other.kind && round == other.round;
  }

  boolean running() {
    return keptAt.isEmpty() && stoppedAt.isEmpty();
  }

  boolean paused() {
    return pausedAt.isPresent();
  }

  /** Exactly at the deadline is kept in time; what was missed before the pause stays missed. */
  Clock.State stateAt(Instant now) {
    if (stoppedAt.isPresent()) {
      return Clock.State.STOPPED;
    }
    if (keptAt.isPresent()) {
      return due.isMissedAt(keptAt.get()) ? Clock.State.KEPT_LATE : Clock.State.KEPT;
    }
    if (due.isMissedAt(pausedAt.orElse(now))) {
      return Clock.State.MISSED;
    }
    return paused() ? Clock.State.PAUSED : Clock.State.RUNNING;
  }
}
