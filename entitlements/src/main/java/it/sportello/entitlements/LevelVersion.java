package it.sportello.entitlements;

import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A support level as it is from {@code validFrom} until the next version; never changes.
 *
 * @param calendar in which the targets are counted
 * @param phoneLine when the phone is answered; empty where the level includes no phone
 */
record LevelVersion(
    long id,
    String code,
    String nameIt,
    String nameEn,
    LocalDate validFrom,
    Set<Channel> channels,
    BusinessCalendar calendar,
    Optional<BusinessCalendar> phoneLine,
    Targets targets,
    Map<Severity, Priority> priorities) {
  LevelVersion {
    channels = Set.copyOf(channels);
    priorities = Map.copyOf(priorities);
  }

  boolean includes(Channel channel) {
    return channels.contains(channel);
  }

  ZoneId zone() {
    return calendar.zone();
  }

  /** A severity that the table leaves out is the least urgent. */
  Priority priority(Severity severity) {
    return priorities.getOrDefault(severity, Priority.P4);
  }

  /** In working time; empty when this level promises nothing of the kind at this severity. */
  Optional<Duration> target(PromiseKind kind, Severity severity) {
    return target(kind);
  }

  private Optional<Duration> target(PromiseKind kind) {
    return switch (kind) {
      case TAKE_IN_CHARGE -> targets.takeInCharge();
      case ANSWER -> targets.answer();
      case NEXT_ANSWER -> targets.nextAnswer();
      case RESOLUTION -> targets.resolution();
      case NONE -> Optional.empty();
    };
  }

  /** {@link Deadline#NEVER} when nothing of the kind is promised. */
  Deadline due(PromiseKind kind, Severity severity, Instant start) {
    return target(kind, severity)
        .map(t -> new Deadline(calendar.add(start, t)))
        .orElse(Deadline.NEVER);
  }

  /** What would be promised for a request received then, as long as no severity is known. */
  Promise promise(Instant received) {
    Fact receipt = Fact.received(received, id, Severity.NORMAL);
    return Clocks.of(List.of(receipt), version -> this).promise();
  }

  Admission.Admitted admitted(boolean lapsed, Promise promise) {
    return new Admission.Admitted(code, id, lapsed, promise, zone());
  }
}
