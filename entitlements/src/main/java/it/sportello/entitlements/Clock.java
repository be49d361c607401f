package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One promise of a ticket as it stands.
 *
 * @param start when it began to count: the receipt of the request, or of the message it is about
 * @param keptBy the agent whose act kept it; empty while it runs
 * @param why from {@code start} to {@code due}, line by line, adding up to the target; empty when
 *     the promise was not computed
 */
public record Clock(
    PromiseKind kind,
    Instant start,
    Deadline due,
    Optional<Instant> keptAt,
    Optional<AgentId> keptBy,
    State state,
    List<WhyLine> why) {
  public Clock {
    why = List.copyOf(why);
  }

  /** How it stands at the instant asked about. */
  public enum State {
    RUNNING,
    /** Kept at or before the deadline. */
    KEPT,
    /** Kept after the deadline. */
    KEPT_LATE,
    /** Still running, and the deadline has passed. */
    MISSED,
    /** The ticket was resolved before this was done: nothing is due any more. */
    STOPPED
  }
}
