package it.sportello.entitlements;

import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.Calendars;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The vendor's published levels, as the migration seeds them. */
final class TestLevels {
  private static final Map<Severity, Priority> PRIORITIES =
      Map.of(
          Severity.BLOCKING, Priority.P1,
          Severity.SERIOUS, Priority.P1,
          Severity.NORMAL, Priority.P2,
          Severity.QUESTION, Priority.P3);

  private TestLevels() {}

  static LevelVersion email() {
    return level(
        1, "email", Set.of(Channel.FORM, Channel.EMAIL), Calendars.office(), targets(8, 24, 0));
  }

  static LevelVersion phone() {
    return level(2, "phone", Set.of(Channel.values()), Calendars.office(), targets(4, 16, 0));
  }

  static LevelVersion priority() {
    return level(3, "priority", Set.of(Channel.values()), Calendars.allDay(), targets(2, 8, 24));
  }

  /**
   * As {@link #priority}, but for what blocks: 1 to take in charge, 3 to the next answer, 8 to
   * solve.
   */
  static LevelVersion quickerWhereItBlocks() {
    LevelVersion like = priority();
    return new LevelVersion(
        4,
        like.code(),
        like.nameIt(),
        like.nameEn(),
        like.validFrom(),
        like.channels(),
        like.calendar(),
        like.phoneLine(),
        like.targets(),
        Map.of(Severity.BLOCKING, new Targets(hours(1), hours(0), hours(3), hours(8))),
        like.priorities());
  }

  static LevelVersion level(
      long id, String code, Set<Channel> channels, BusinessCalendar calendar, Targets targets) {
    return new LevelVersion(
        id,
        code,
        code,
        code,
        LocalDate.of(2000, 1, 1),
        channels,
        calendar,
        channels.contains(Channel.PHONE) ? Optional.of(Calendars.allDay()) : Optional.empty(),
        targets,
        PRIORITIES);
  }

  /** In hours; 0 for not promised. */
  static Targets targets(int takeInCharge, int answer, int resolution) {
    return new Targets(hours(takeInCharge), hours(answer), hours(answer), hours(resolution));
  }

  private static Optional<Duration> hours(int hours) {
    return hours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours));
  }
}
