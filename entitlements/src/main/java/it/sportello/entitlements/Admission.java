package it.sportello.entitlements;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The answer to "may this platform use this channel now?". */
public sealed interface Admission {
  /**
   * @param level the short name, such as {@code priority}
   * @param lapsed whether a better contract has ended and this is the base level that remains
   * @param promise what is granted for a request received at the instant asked about
   * @param zone the calendar's
   */
  record Admitted(String level, long levelVersion, boolean lapsed, Promise promise, ZoneId zone)
      implements Admission {}

  /**
   * @param opens when the channel opens next; only for {@link Reason#CLOSED}
   * @param lapsed since when the contract that included the channel has ended; only for {@link
   *     Reason#LAPSED}
   */
  record Refused(Reason reason, Optional<Instant> opens, Optional<Instant> lapsed, ZoneId zone)
      implements Admission {
    static Refused unknownPlatform(ZoneId zone) {
      return new Refused(Reason.UNKNOWN_PLATFORM, Optional.empty(), Optional.empty(), zone);
    }

    static Refused notIncluded(ZoneId zone) {
      return new Refused(Reason.NOT_INCLUDED, Optional.empty(), Optional.empty(), zone);
    }

    static Refused closedUntil(Instant opens, ZoneId zone) {
      return new Refused(Reason.CLOSED, Optional.of(opens), Optional.empty(), zone);
    }

    static Refused lapsed(Instant since, ZoneId zone) {
      return new Refused(Reason.LAPSED, Optional.empty(), Optional.of(since), zone);
    }
  }

  /** Why not. */
  enum Reason {
    UNKNOWN_PLATFORM,
    NOT_INCLUDED,
    CLOSED,
    LAPSED
  }
}
