package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.calendar.CalendarRules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One version of a working calendar as an administrator sees it.
 *
 * @param until the last day before the next version; empty for the last one
 * @param current whether it is the one that holds today
 * @param madeBy empty for a program and for the desk itself
 * @param correction why, where it reached into the past
 */
public record CalendarEdition(
    long version,
    String code,
    String nameIt,
    String nameEn,
    LocalDate from,
    Optional<LocalDate> until,
    boolean current,
    CalendarRules rules,
    Instant madeAt,
    Optional<AgentId> madeBy,
    String correction) {
  /** Whether another version of the same day has taken its place before it ever held. */
  public boolean replaced() {
    return until.filter(day -> day.isBefore(from)).isPresent();
  }
}
