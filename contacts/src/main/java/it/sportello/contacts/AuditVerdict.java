package it.sportello.contacts;

import java.util.Optional;

/**
 * What a check of the trail has found.
 *
 * @param lines how many links of the chain were right, from the first one on
 * @param head the mark of the last right link in lower-case hex; empty without any. Kept elsewhere,
 *     it proves later that nothing was cut off the end
 */
public record AuditVerdict(long lines, String head, Optional<Fault> fault) {
  /** How the trail can be wrong. */
  public enum Kind {
    /** A place of the chain is empty. */
    GAP,
    /** The line of a place is gone. */
    LINE_GONE,
    /** The line, or its mark, is not what was written. */
    CHANGED,
    /** A line is in no place, and does not wait for one. */
    NOT_CHAINED
  }

  /**
   * The first fault.
   *
   * @param line the number of the line that it is about
   */
  public record Fault(Kind kind, long place, long line) {}

  public boolean isWhole() {
    return fault.isEmpty();
  }
}
