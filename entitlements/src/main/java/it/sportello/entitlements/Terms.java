package it.sportello.entitlements;

import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.util.Optional;

/** What a clock is measured by. */
record Terms(LevelVersion level, Severity severity) {
  Optional<Duration> target(PromiseKind kind) {
    return level.target(kind, severity);
  }

  Priority priority() {
    return level.priority(severity);
  }
}
