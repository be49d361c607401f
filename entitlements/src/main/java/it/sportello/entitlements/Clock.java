package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One promise of a ticket as it stands.
 *
 * @param start when it began to count: the receipt of the request, or of the message it is about
 * @param target in working time
 * @param due while paused: what it would be if the pause ended at the instant asked about
 * @param keptBy the agent whose act kept it; empty while it runs
 * @param pausedSince since when it stands still, and {@code waitsFor} for what
 * @param why from {@code start} to {@code due}, line by line, adding up to the target; empty when
 *     the promise was not computed
 * @param turns what changed how it is counted, in the order in which it did
 */
public record Clock(
    PromiseKind kind,
    Instant start,
    Duration target,
    Deadline due,
    Optional<Instant> keptAt,
    Optional<AgentId> keptBy,
    State state,
    Optional<Instant> pausedSince,
    Optional<WaitReason> waitsFor,
    List<WhyLine> why,
    List<Turn> turns) {
  public Clock {
    why = List.copyOf(why);
    turns = List.copyOf(turns);
  }

  /** How it stands at the instant asked about. */
  public enum State {
    RUNNING,
    /** Stands still, because the desk waits for the customer. */
    PAUSED,
    /** Kept at or before the deadline. */
    KEPT,
    /** Kept after the deadline. */
    KEPT_LATE,
    /** Still running, and the deadline has passed. */
    MISSED,
    /** The ticket was resolved before this was done: nothing is due any more. */
    STOPPED
  }

  /**
   * What changed how a promise is counted.
   *
   * @param by empty when no person did
   * @param severity set at a screening
   * @param level the short name of the level of which a version was applied
   * @param merged the ticket that came in, whose receipt and pauses count too
   * @param target from then on, counted from the same start; empty when nothing is promised any
   *     more
   */
  public record Turn(
      Instant at,
      Optional<AgentId> by,
      Optional<Severity> severity,
      Optional<String> level,
      Optional<TicketId> merged,
      Optional<Duration> target) {}
}
