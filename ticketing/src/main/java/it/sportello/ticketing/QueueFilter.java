package it.sportello.ticketing;

import it.sportello.contacts.PlatformId;
import java.util.Optional;

/**
 * Which part of the queue is looked at.
 *
 * @param level the short name of a level, such as {@code priority}
 */
public record QueueFilter(
    View view, Optional<Channel> channel, Optional<PlatformId> platform, Optional<String> level) {

  /** The lists that agents work from. */
  public enum View {
    /** Not resolved, the earliest deadline first. */
    ALL_OPEN,
    /** Not resolved and in the charge of the agent who asks; nothing for anybody else. */
    MINE,
    /** In nobody's charge, the earliest deadline first. */
    UNTAKEN,
    /** The last resolved first. */
    RESOLVED
  }

  public static QueueFilter of(View view) {
    return new QueueFilter(view, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
