package it.sportello.entitlements;

import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.ticketing.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a platform is entitled to at one instant.
 *
 * @param level that applies: the contract's, or the base level without one or after its last day
 * @param lastDay on which this level holds: the contract's, and once that is over the last day of
 *     grace; empty without a contract or without an end
 * @param lapsed the contract that has ended, when nothing has followed it
 */
record Entitlement(LevelVersion level, Optional<LocalDate> lastDay, Optional<Lapsed> lapsed) {
  /** A level that was included until the end of {@code lastDay}, grace and all. */
  record Lapsed(LevelVersion level, LocalDate lastDay) {
    Instant since() {
      return Rome.endOf(lastDay);
    }
  }

  /**
   * Form and mail are open to everybody at any hour; the phone only where the level includes it,
   * while the line is open.
   */
  Admission admission(Channel channel, Instant at) {
    if (channel != Channel.PHONE) {
      return admitted(at);
    }
    return level
        .phoneLine()
        .filter(line -> level.includes(Channel.PHONE))
        .map(line -> call(line, at))
        .orElseGet(this::noPhone);
  }

  private Admission call(BusinessCalendar line, Instant at) {
    return line.isOpen(at)
        ? admitted(at)
        : Admission.Refused.closedUntil(line.nextOpening(at), line.zone());
  }

  private Admission noPhone() {
    return lapsed
        .filter(l -> l.level().includes(Channel.PHONE))
        .map(l -> Admission.Refused.lapsed(l.since(), level.zone()))
        .orElseGet(() -> Admission.Refused.notIncluded(level.zone()));
  }

  private Admission admitted(Instant at) {
    return level.admitted(lapsed.isPresent(), level.promise(at));
  }
}
