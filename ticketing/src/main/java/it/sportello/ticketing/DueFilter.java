package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import java.util.Optional;

/**
 * Which tickets a supervisor looks at.
 *
 * @param holder in whose charge; {@link #NOBODY} for those in nobody's
 * @param level the short name of a level, such as {@code priority}
 */
public record DueFilter(Optional<AgentId> holder, Optional<String> level) {
  /** Ids start at 1. */
  public static final AgentId NOBODY = new AgentId(0);
}
