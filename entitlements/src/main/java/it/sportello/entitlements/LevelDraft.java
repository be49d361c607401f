package it.sportello.entitlements;

import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.Severity;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of a level as an administrator wants it; with a code that is new, the level itself.
 *
 * @param nameIt may be empty for a level that is known: it keeps its names
 * @param from valid from this day, Europe/Rome
 * @param calendar the short name of the calendar in which the targets are counted
 * @param phoneCalendar of the phone line; there exactly where the channels include the phone
 * @param bySeverity figures of a severity alone; what is empty there is as in {@code targets}
 * @param priorities a severity that is left out is P4
 * @param correction why, where {@code from} has passed; else may be empty
 */
public record LevelDraft(
    String code,
    String nameIt,
    String nameEn,
    LocalDate from,
    Set<Channel> channels,
    String calendar,
    Optional<String> phoneCalendar,
    Targets targets,
    Map<Severity, Targets> bySeverity,
    Map<Severity, Priority> priorities,
    String correction) {
  public LevelDraft {
    channels = Set.copyOf(channels);
    bySeverity = Map.copyOf(bySeverity);
    priorities = Map.copyOf(priorities);
  }
}
