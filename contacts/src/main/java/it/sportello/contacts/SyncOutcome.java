package it.sportello.contacts;

import java.util.List;

/**
 * What becomes, or would become, of one entry of a snapshot.
 *
 * @param faults why nothing becomes of it; empty when something does
 */
public record SyncOutcome(
    PlatformCode code,
    Change platform,
    int added,
    int changed,
    int removed,
    int unchanged,
    List<InvalidEntry.Fault> faults) {

  /** Of the platform itself. */
  public enum Change {
    ADDED,
    CHANGED,
    CLOSED,
    REOPENED,
    NONE,
    REFUSED
  }

  public SyncOutcome {
    faults = List.copyOf(faults);
  }

  static SyncOutcome refused(PlatformCode code, List<InvalidEntry.Fault> faults) {
    return new SyncOutcome(code, Change.REFUSED, 0, 0, 0, 0, faults);
  }

  /** Whether anything is, or would be, different afterwards. */
  public boolean changes() {
    return platform != Change.REFUSED && (platform != Change.NONE || added + changed + removed > 0);
  }
}
