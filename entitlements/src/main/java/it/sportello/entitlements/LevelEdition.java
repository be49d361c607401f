package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a level as an administrator sees it.
 *
 * @param until the last day before the next version; empty for the last one. A version that another
 *     one of the same day has replaced ends before it begins
 * @param current whether it is the one that holds today
 * @param phoneCalendar the short name, as of {@code calendar}
 * @param madeBy empty for a program and for the desk itself
 * @param correction why, where it reached into the past
 */
public record LevelEdition(
    LevelView level,
    LocalDate from,
    Optional<LocalDate> until,
    boolean current,
    String calendar,
    Optional<String> phoneCalendar,
    Map<Severity, Targets> bySeverity,
    Map<Severity, Priority> priorities,
    Instant madeAt,
    Optional<AgentId> madeBy,
    String correction) {
  public LevelEdition {
    bySeverity = Map.copyOf(bySeverity);
    priorities = Map.copyOf(priorities);
  }

  /** Whether another version of the same day has taken its place before it ever held. */
  public boolean replaced() {
    return until.filter(day -> day.isBefore(from)).isPresent();
  }
}
