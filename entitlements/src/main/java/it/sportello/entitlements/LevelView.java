package it.sportello.entitlements;

import it.sportello.ticketing.Channel;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of a support level, for reading.
 *
 * @param code the short name, such as {@code priority}
 * @param hours in which the targets are counted
 * @param bySeverity where a severity has a figure of its own
 * @param phoneHours of the phone line; empty where the level includes no phone
 * @param lapsed whether a better contract has ended and this is the base level that remains
 * @param until the last day of this level, Europe/Rome: the contract's, and once that is over the
 *     last day of grace; empty without a contract or without an end
 */
public record LevelView(
    long version,
    String code,
    String nameIt,
    String nameEn,
    Set<Channel> channels,
    Hours hours,
    Targets targets,
    Map<Severity, Targets> bySeverity,
    Optional<Hours> phoneHours,
    boolean lapsed,
    Optional<LocalDate> until) {
  public LevelView {
    channels = Set.copyOf(channels);
    bySeverity = Map.copyOf(bySeverity);
  }

  /** In working time; empty when nothing of the kind is promised at this severity. */
  public Optional<Duration> target(PromiseKind kind, Severity severity) {
    return bySeverity.getOrDefault(severity, Targets.NONE).of(kind).or(() -> targets.of(kind));
  }
}
