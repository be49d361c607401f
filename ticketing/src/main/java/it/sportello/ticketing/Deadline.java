package it.sportello.ticketing;

import java.time.Instant;

/** An instant by which something is promised; {@link #NEVER} when nothing is. */
public record Deadline(Instant at) implements Comparable<Deadline> {
  /** 9999-12-31T00:00:00Z: sorts after every real deadline and is never missed. */
  public static final Deadline NEVER = new Deadline(Instant.parse("9999-12-31T00:00:00Z"));

  public boolean isNever() {
    return equals(NEVER);
  }

  /** Exactly at the deadline is still kept. */
  public boolean isMissedAt(Instant now) {
    return now.isAfter(at);
  }

  @Override
  public int compareTo(Deadline other) {
    return at.compareTo(other.at);
  }
}
