package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.CalendarDesk;
import it.sportello.entitlements.CalendarEdition;
import it.sportello.entitlements.LevelDesk;
import it.sportello.entitlements.LevelDraft;
import it.sportello.entitlements.LevelEdition;
import it.sportello.entitlements.Targets;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The levels with all their versions, and the form of a new version. */
@Named
@RequestScoped
public class LevelBoard {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject LevelDesk levels;
  @Inject CalendarDesk calendars;
  @Inject Staff staff;

  private LevelForm form;
  private FieldFaults faults;
  private List<Level> all = List.of();
  private List<Choice> calendarNames = List.of();

  /** A level and its versions, the newest first. */
  public record Level(String code, String name, List<Version> versions) {}

  /** One version as a row: what it promises in words. */
  public record Version(
      long id,
      String span,
      String state,
      String tone,
      boolean current,
      String channels,
      String hours,
      String phone,
      List<String> figures,
      List<String> bySeverity,
      String made,
      String correction) {}

  /** A row of the table of figures: the common one first. */
  public record FigureRow(
      String name, List<Figure> figures, String priorityField, List<Choice> priorities) {}

  public record Figure(String field, String label, String value, String error) {}

  public void save() {
    form = LevelForm.posted(params);
    Optional<LevelDraft> draft = form.draft(faults());
    if (draft.isEmpty()) {
      return;
    }
    try {
      levels.add(
          who.scope(),
          draft.get(),
          OriginKey.of("level", who.scope(), params.text("key"), form.toString()));
      Turn.done("/levels", "level_saved", 1);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  public void load() {
    List<LevelEdition> editions = levels.all(who.scope());
    List<CalendarEdition> books = calendars.all(who.scope());
    Map<String, String> bookNames =
        books.stream()
            .collect(
                Collectors.toMap(
                    CalendarEdition::code,
                    b -> name(b.nameIt(), b.nameEn()),
                    (first, second) -> first,
                    TreeMap::new));
    calendarNames =
        bookNames.entrySet().stream()
            .map(e -> new Choice(e.getKey(), e.getValue(), false))
            .toList();
    Map<AgentId, String> names =
        staff.names(editions.stream().flatMap(e -> e.madeBy().stream()).distinct().toList());
    all =
        editions.stream().map(e -> e.level().code()).distinct().toList().stream()
            .map(code -> level(code, editions, bookNames, names))
            .toList();
    if (form == null && params.text("edit").equals("new")) {
      form = LevelForm.blank(today());
    } else if (form == null) {
      editions.stream()
          .filter(e -> e.level().code().equals(params.text("edit")))
          .filter(e -> !e.replaced())
          .reduce((a, b) -> a.current() ? a : b)
          .ifPresent(e -> form = LevelForm.of(e, today()));
    }
  }

  private Level level(
      String code,
      List<LevelEdition> editions,
      Map<String, String> books,
      Map<AgentId, String> names) {
    List<LevelEdition> own = editions.stream().filter(e -> e.level().code().equals(code)).toList();
    return new Level(
        code,
        name(own.get(0).level().nameIt(), own.get(0).level().nameEn()),
        own.stream().map(e -> version(e, books, names)).toList());
  }

  private Version version(
      LevelEdition edition, Map<String, String> books, Map<AgentId, String> names) {
    Words words = page.words();
    Spans spans = new Spans(words, today());
    return new Version(
        edition.level().version(),
        spans.days(edition.from(), edition.until()),
        spans.state(edition.from(), edition.current(), edition.replaced()),
        spans.tone(edition.current()),
        edition.current(),
        edition.level().channels().stream()
            .sorted()
            .map(channel -> words.say("channel." + channel))
            .collect(Collectors.joining(", ")),
        books.getOrDefault(edition.calendar(), edition.calendar()),
        edition.phoneCalendar().map(p -> books.getOrDefault(p, p)).orElse("–"),
        LevelForm.KINDS.stream().map(kind -> figure(edition.level().targets(), kind)).toList(),
        edition.bySeverity().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> bySeverity(e.getKey(), e.getValue()))
            .toList(),
        spans.made(page.when(), edition.madeAt(), edition.madeBy().map(names::get)),
        edition.correction());
  }

  private static String figure(Targets targets, PromiseKind kind) {
    return targets.of(kind).map(When::span).orElse("–");
  }

  private String bySeverity(Severity severity, Targets own) {
    Words words = page.words();
    return words.say("severity." + severity)
        + ": "
        + LevelForm.KINDS.stream()
            .filter(kind -> own.of(kind).isPresent())
            .map(kind -> words.say("promise." + kind) + " " + figure(own, kind))
            .collect(Collectors.joining(", "));
  }

  private LocalDate today() {
    return page.instant().atZone(When.ROME).toLocalDate();
  }

  private String name(String it, String en) {
    return page.getLang().equals("it") ? it : en;
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  public List<Level> getLevels() {
    return all;
  }

  public List<String> getKinds() {
    return LevelForm.KINDS.stream().map(kind -> page.words().say("promise." + kind)).toList();
  }

  public List<FigureRow> getRows() {
    List<FigureRow> rows = new ArrayList<>();
    rows.add(row(Optional.empty()));
    for (Severity severity : Severity.values()) {
      rows.add(row(Optional.of(severity)));
    }
    return rows;
  }

  private FigureRow row(Optional<Severity> severity) {
    Words words = page.words();
    String name = words.say(severity.map(s -> "severity." + s).orElse("levels.every_severity"));
    List<Figure> figures =
        LevelForm.KINDS.stream()
            .map(
                kind -> {
                  String field = LevelForm.field(severity, kind);
                  return new Figure(
                      field,
                      name + ": " + words.say("promise." + kind),
                      form.figures().getOrDefault(field, ""),
                      faults().byField().getOrDefault(field, ""));
                })
            .toList();
    return new FigureRow(
        name,
        figures,
        severity.map(s -> "priority." + s).orElse(""),
        severity.map(this::priorities).orElse(List.of()));
  }

  private List<Choice> priorities(Severity severity) {
    String chosen = form.priorities().getOrDefault(severity.name(), "P4");
    return Arrays.stream(Priority.values())
        .map(p -> new Choice(p.name(), p.name(), p.name().equals(chosen)))
        .toList();
  }

  public List<Choice> getChannels() {
    return Arrays.stream(Channel.values())
        .map(
            channel ->
                new Choice(
                    channel.name(),
                    page.words().say("channel." + channel),
                    form.channels().contains(channel.name())))
        .toList();
  }

  public List<Choice> getCalendars() {
    return chosen(form.calendar());
  }

  public List<Choice> getPhoneCalendars() {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", page.words().say("levels.no_phone"), false));
    choices.addAll(chosen(form.phoneCalendar()));
    return choices;
  }

  private List<Choice> chosen(String code) {
    return calendarNames.stream()
        .map(c -> new Choice(c.value(), c.name(), c.value().equals(code)))
        .toList();
  }

  public LevelForm getForm() {
    return form;
  }

  public boolean isEditing() {
    return form != null;
  }

  public Map<String, String> getErrors() {
    return faults().byField();
  }

  public List<String> getTrouble() {
    return faults().lines();
  }

  public String getKey() {
    return OriginKey.kept(params);
  }
}
