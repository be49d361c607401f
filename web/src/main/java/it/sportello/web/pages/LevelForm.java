package it.sportello.web.pages;

import it.sportello.entitlements.LevelDraft;
import it.sportello.entitlements.LevelEdition;
import it.sportello.entitlements.Targets;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a new version of a level, as it was typed. Figures are hours, with minutes after a
 * colon.
 *
 * @param figures by field, such as {@code targets.answer} and {@code bySeverity.BLOCKING.answer}
 * @param priorities by severity
 */
public record LevelForm(
    boolean known,
    String code,
    String nameIt,
    String nameEn,
    String from,
    Set<String> channels,
    String calendar,
    String phoneCalendar,
    Map<String, String> figures,
    Map<String, String> priorities,
    String correction) {
  static final List<PromiseKind> KINDS =
      List.of(
          PromiseKind.TAKE_IN_CHARGE,
          PromiseKind.ANSWER,
          PromiseKind.NEXT_ANSWER,
          PromiseKind.RESOLUTION);
  private static final List<String> PARTS =
      List.of("takeInCharge", "answer", "nextAnswer", "resolution");
  private static final Pattern HOURS = Pattern.compile("([0-9]{1,6})(?:[:.]([0-5][0-9]))?\\s*h?");

  /** The figures that every severity has unless it has its own. */
  static final String COMMON = "targets";

  static String field(Optional<Severity> severity, PromiseKind kind) {
    return severity.map(s -> "bySeverity." + s).orElse(COMMON)
        + "."
        + PARTS.get(KINDS.indexOf(kind));
  }

  static LevelForm posted(Params params) {
    Map<String, String> figures = new TreeMap<>();
    Map<String, String> priorities = new TreeMap<>();
    for (PromiseKind kind : KINDS) {
      figures.put(field(Optional.empty(), kind), params.text(field(Optional.empty(), kind)));
      for (Severity severity : Severity.values()) {
        String field = field(Optional.of(severity), kind);
        figures.put(field, params.text(field));
      }
    }
    for (Severity severity : Severity.values()) {
      priorities.put(severity.name(), params.text("priority." + severity));
    }
    Set<String> channels = new TreeSet<>();
    for (Channel channel : Channel.values()) {
      if (!params.text("channel." + channel).isEmpty()) {
        channels.add(channel.name());
      }
    }
    return new LevelForm(
        params.text("known").equals("1"),
        params.text("code"),
        params.text("nameIt"),
        params.text("nameEn"),
        params.text("from"),
        channels,
        params.text("calendar"),
        params.text("phoneCalendar"),
        figures,
        priorities,
        params.text("correction"));
  }

  static LevelForm blank(LocalDate today) {
    return new LevelForm(
        false,
        "",
        "",
        "",
        today.toString(),
        Set.of("FORM", "EMAIL"),
        "",
        "",
        Map.of(),
        Map.of(),
        "");
  }

  static LevelForm of(LevelEdition edition, LocalDate today) {
    Map<String, String> figures = new HashMap<>();
    Map<String, String> priorities = new HashMap<>();
    put(figures, Optional.empty(), edition.level().targets());
    edition.bySeverity().forEach((severity, own) -> put(figures, Optional.of(severity), own));
    edition.priorities().forEach((s, priority) -> priorities.put(s.name(), priority.name()));
    Set<String> channels = new TreeSet<>();
    edition.level().channels().forEach(channel -> channels.add(channel.name()));
    return new LevelForm(
        true,
        edition.level().code(),
        edition.level().nameIt(),
        edition.level().nameEn(),
        today.toString(),
        channels,
        edition.calendar(),
        edition.phoneCalendar().orElse(""),
        figures,
        priorities,
        "");
  }

  private static void put(
      Map<String, String> figures, Optional<Severity> severity, Targets targets) {
    for (PromiseKind kind : KINDS) {
      targets.of(kind).ifPresent(t -> figures.put(field(severity, kind), hours(t)));
    }
  }

  static String hours(Duration target) {
    long minutes = target.toMinutesPart();
    return minutes == 0
        ? String.valueOf(target.toHours())
        : "%d:%02d".formatted(target.toHours(), minutes);
  }

  /** Empty when a field cannot be read; the faults say which. */
  Optional<LevelDraft> draft(FieldFaults faults) {
    Optional<LocalDate> first = Dates.read(from, "from", faults);
    Targets common = targets(Optional.empty(), faults);
    Map<Severity, Targets> bySeverity = new EnumMap<>(Severity.class);
    Map<Severity, Priority> urgent = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      Targets own = targets(Optional.of(severity), faults);
      if (!own.isEmpty()) {
        bySeverity.put(severity, own);
      }
      priority(severity).ifPresent(p -> urgent.put(severity, p));
    }
    Set<Channel> included = EnumSet.noneOf(Channel.class);
    channels.forEach(name -> included.add(Channel.valueOf(name)));
    if (!faults.none()) {
      return Optional.empty();
    }
    return Optional.of(
        new LevelDraft(
            code,
            nameIt,
            nameEn,
            first.orElseThrow(),
            included,
            calendar,
            Optional.of(phoneCalendar).filter(name -> !name.isEmpty()),
            common,
            bySeverity,
            urgent,
            correction));
  }

  private Optional<Priority> priority(Severity severity) {
    return Arrays.stream(Priority.values())
        .filter(p -> p.name().equals(priorities.get(severity.name())))
        .findFirst();
  }

  private Targets targets(Optional<Severity> severity, FieldFaults faults) {
    return new Targets(
        figure(field(severity, PromiseKind.TAKE_IN_CHARGE), faults),
        figure(field(severity, PromiseKind.ANSWER), faults),
        figure(field(severity, PromiseKind.NEXT_ANSWER), faults),
        figure(field(severity, PromiseKind.RESOLUTION), faults));
  }

  private Optional<Duration> figure(String field, FieldFaults faults) {
    String typed = figures.getOrDefault(field, "");
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    Matcher found = HOURS.matcher(typed);
    if (!found.matches()) {
      faults.add(field, "terms.hours");
      return Optional.empty();
    }
    long minutes = found.group(2) == null ? 0 : Long.parseLong(found.group(2));
    return Optional.of(Duration.ofHours(Long.parseLong(found.group(1))).plusMinutes(minutes));
  }
}
