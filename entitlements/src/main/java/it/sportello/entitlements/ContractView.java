package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.PlatformId;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a contract.
 *
 * @param contract the same for all its versions: the id of the first
 * @param superseded when another version took its place; empty for the one that holds
 * @param annulled it should never have been, and counts for nothing
 * @param madeBy empty for a program and for the desk itself
 * @param correction why this version was made; empty for an ordinary first one
 */
public record ContractView(
    long contract,
    long version,
    PlatformId platform,
    ContractDraft terms,
    boolean annulled,
    Optional<Instant> superseded,
    State state,
    Instant madeAt,
    Optional<AgentId> madeBy,
    String correction) {

  /** How it stands today. */
  public enum State {
    /** It has not begun. */
    COMING,
    IN_FORCE,
    /** Its last day has passed, and the days of grace have not. */
    GRACE,
    LAPSED,
    ANNULLED,
    /** Another version has taken its place. */
    SUPERSEDED
  }

  /** Whether it is the version that holds, and the contract was not annulled. */
  public boolean counts() {
    return superseded.isEmpty() && !annulled;
  }
}
