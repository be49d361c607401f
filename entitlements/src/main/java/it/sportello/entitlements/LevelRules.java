package it.sportello.entitlements;

import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a version of a level has to be before it is stored. */
final class LevelRules {
  static final String CODE = "[a-z][a-z0-9-]{0,39}";

  /** The parts of {@link Targets} as a command names them. */
  static final Map<PromiseKind, String> PARTS =
      new EnumMap<>(
          Map.of(
              PromiseKind.TAKE_IN_CHARGE, "takeInCharge",
              PromiseKind.ANSWER, "answer",
              PromiseKind.NEXT_ANSWER, "nextAnswer",
              PromiseKind.RESOLUTION, "resolution"));

  private final CalendarShelf.Versions calendars;
  private final LocalDate today;

  LevelRules(CalendarShelf.Versions calendars, LocalDate today) {
    this.calendars = calendars;
    this.today = today;
  }

  /**
   * @throws InvalidTerms with every fault
   */
  void check(LevelDraft draft, boolean known) {
    Faults faults = new Faults();
    faults.unless(draft.code().matches(CODE), "/code", "terms.code");
    if (!known || !draft.nameIt().isEmpty()) {
      faults.name(draft.nameIt(), "/nameIt");
    }
    if (!known || !draft.nameEn().isEmpty()) {
      faults.name(draft.nameEn(), "/nameEn");
    }
    faults.date(draft.from(), "/from");
    faults.past(draft.from(), today, draft.correction(), "/from");
    faults.unless(
        draft.channels().containsAll(List.of(Channel.FORM, Channel.EMAIL)),
        "/channels",
        "terms.channels");
    faults.unless(calendars.knows(draft.calendar()), "/calendar", "terms.calendar.unknown");
    phone(draft, faults);
    figures(draft, faults);
    faults.refuse();
  }

  private void phone(LevelDraft draft, Faults faults) {
    if (!draft.channels().contains(Channel.PHONE)) {
      faults.unless(draft.phoneCalendar().isEmpty(), "/phoneCalendar", "terms.phone.without");
      return;
    }
    if (draft.phoneCalendar().isEmpty()) {
      faults.add("/phoneCalendar", "terms.phone.hours");
      return;
    }
    faults.unless(
        calendars.knows(draft.phoneCalendar().get()), "/phoneCalendar", "terms.calendar.unknown");
  }

  private void figures(LevelDraft draft, Faults faults) {
    Optional<Duration> year =
        calendars.knows(draft.calendar())
            ? Optional.of(
                workingYear(calendars.on(draft.from(), draft.calendar()).calendar(), today))
            : Optional.empty();
    figures(draft.targets(), "/targets", year, faults);
    for (Severity severity : Severity.values()) {
      Targets own = draft.bySeverity().getOrDefault(severity, Targets.NONE);
      figures(own, "/bySeverity/" + severity, year, faults);
    }
  }

  private static void figures(
      Targets targets, String pointer, Optional<Duration> year, Faults faults) {
    PARTS.forEach(
        (kind, part) ->
            targets.of(kind).ifPresent(t -> figure(t, pointer + "/" + part, year, faults)));
  }

  /** More than a working year is no promise but a slip of the pen. */
  private static void figure(
      Duration target, String pointer, Optional<Duration> year, Faults faults) {
    if (target.isNegative() || target.isZero()) {
      faults.add(pointer, "terms.target.zero");
    } else if (target.toSecondsPart() != 0 || target.toNanosPart() != 0) {
      faults.add(pointer, "terms.target.minutes");
    } else if (year.filter(most -> target.compareTo(most) > 0).isPresent()) {
      faults.add(pointer, "terms.target.year", Map.of("hours", year.get().toHours()));
    }
  }

  /** What the calendar counts in the twelve months from {@code day}. */
  static Duration workingYear(BusinessCalendar calendar, LocalDate day) {
    return calendar.between(
        day.atStartOfDay(calendar.zone()).toInstant(),
        day.plusYears(1).atStartOfDay(calendar.zone()).toInstant());
  }
}
