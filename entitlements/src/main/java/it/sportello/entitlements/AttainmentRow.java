package it.sportello.entitlements;

import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.PromiseKind;
import java.time.YearMonth;

/**
 * How one kind of promise was kept for one customer at one level, counted in the month in which it
 * began to count, so that no month changes when a deadline moves.
 *
 * @param level the short name
 */
public record AttainmentRow(
    YearMonth month, String level, PlatformId platform, PromiseKind kind, Tally tally) {

  /**
   * Each promise is one of these.
   *
   * @param kept at or before the deadline
   * @param keptLate after it
   * @param missed not kept, and the deadline has passed: while it ran, or before it stood still or
   *     stopped
   * @param running not kept and not late
   * @param stopped ceased to matter before its deadline, because the ticket was resolved
   */
  public record Tally(long kept, long keptLate, long missed, long running, long stopped) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    public Tally plus(Tally other) {
      return new Tally(
          kept + other.kept,
          keptLate + other.keptLate,
          missed + other.missed,
          running + other.running,
          stopped + other.stopped);
    }

    /** Those of which it is known how they ended: kept, kept late and missed. */
    public long decided() {
      return kept + keptLate + missed;
    }

    /** Kept in time, in thousandths of {@link #decided()}, rounded down; 0 where none is. */
    public int perMille() {
      return decided() == 0 ? 0 : (int) (kept * 1_000 / decided());
    }
  }
}
