package it.sportello.entitlements;

import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TicketId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A running clock as the watch sees it. */
record WatchedRun(
    TicketId ticket,
    PromiseKind kind,
    int round,
    Instant start,
    Deadline due,
    LevelVersion level,
    Optional<Duration> target) {
  private static final Logger LOG = Logger.getLogger(WatchedRun.class.getName());

  /** An act just before the deadline may still be on its way to its commit. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /** What is announced once for each run. */
  enum Mark {
    NEAR,
    MISSED
  }

  /**
   * What is to be done now.
   *
   * @param again when the clock is looked at next; empty when never, unless it changes
   */
  record Step(Optional<Mark> mark, Optional<Instant> again) {}

  Step stepAt(Instant now, Nearness nearness) {
    Instant missedFrom = due.at().plus(GRACE);
    if (!now.isBefore(missedFrom)) {
      return new Step(Optional.of(Mark.MISSED), Optional.empty());
    }
    Optional<Instant> near = nearAt(nearness);
    if (near.isPresent() && now.isBefore(near.get())) {
      return new Step(Optional.empty(), near);
    }
    // Within the second after the deadline "near" would be said of what is late.
    boolean isNear = near.isPresent() && !due.isMissedAt(now);
    return new Step(isNear ? Optional.of(Mark.NEAR) : Optional.empty(), Optional.of(missedFrom));
  }

  /** A promise that cannot be counted is never near, only missed. */
  private Optional<Instant> nearAt(Nearness nearness) {
    try {
      return target.map(t -> nearness.nearAt(level.calendar(), start, due.at(), t));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "Not watched for being near: ticket " + ticket + ", " + kind, e);
      return Optional.empty();
    }
  }

  EntitlementEvent announcement(Mark mark, Instant now) {
    Instant onDuty = onDuty(now);
    return switch (mark) {
      case NEAR ->
          new EntitlementEvent.PromiseNear(
              ticket, kind, round, due, level.id(), level.zone(), onDuty, now);
      case MISSED ->
          new EntitlementEvent.PromiseMissed(
              ticket, kind, round, due, level.id(), level.zone(), onDuty, now);
    };
  }

  private Instant onDuty(Instant now) {
    try {
      return level.calendar().nextOpening(now);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "The calendar of level version " + level.id() + " never opens", e);
      return now;
    }
  }
}
