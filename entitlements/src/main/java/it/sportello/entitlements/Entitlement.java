package it.sportello.entitlements;

import it.sportello.ticketing.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a platform is entitled to at one instant.
 *
 * @param level that applies: the contract's, or the base level without one or after its last day
 * @param lastDay of the contract in force; empty without one or without an end
 * @param lapsed the contract that has ended, when nothing has followed it
 */
record Entitlement(LevelVersion level, Optional<LocalDate> lastDay, Optional<Lapsed> lapsed) {
  /** A level that was included until the end of {@code lastDay}. */
  record Lapsed(LevelVersion level, LocalDate lastDay) {
    Instant since() {
      return Rome.endOf(lastDay);
    }
  }

  /** Since when the channel is not included any more; empty when it never was or still is. */
  Optional<Instant> lost(Channel channel) {
    return lapsed
        .filter(l -> l.level().includes(channel) && !level.includes(channel))
        .map(Lapsed::since);
  }
}
