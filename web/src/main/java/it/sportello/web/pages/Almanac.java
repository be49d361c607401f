package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.CalendarDesk;
import it.sportello.entitlements.CalendarDraft;
import it.sportello.entitlements.CalendarEdition;
import it.sportello.entitlements.CalendarYear;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The working calendars: a year at a glance, its confirmation, and the form of a new version. */
@Named
@RequestScoped
public class Almanac {
  private static final int FIRST = 2000;
  private static final int LAST = 2199;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject CalendarDesk calendars;
  @Inject Staff staff;

  private CalendarForm form;
  private FieldFaults faults;
  private List<CalendarEdition> editions = List.of();
  private List<CalendarDesk.Unconfirmed> unconfirmed = List.of();
  private CalendarYear year;
  private List<Choice> tabs = List.of();
  private Map<AgentId, String> names = Map.of();

  /** A month as a table: weeks of seven days, Monday first; blank where no day is. */
  public record MonthGrid(String name, List<List<Cell>> weeks) {}

  /**
   * @param kind open, off (no hours by the week), closed or half
   * @param mark what tells the kind without colour
   * @param tip the date and why it is closed; empty for an ordinary day
   */
  public record Cell(String number, String kind, String mark, String tip, String anchor) {}

  /** A day that is closed beyond the week, with its reason. */
  public record ClosedDay(String anchor, String date, String reason, String hours, String mark) {}

  /** A version in the list of versions. */
  public record Version(String span, String state, String tone, String made, String correction) {}

  public void confirm() {
    int asked = asked();
    try {
      calendars.confirm(who.scope(), params.text("c"), asked);
      Turn.done(
          "/calendars?c=" + Turn.encode(params.text("c")) + "&y=" + asked, "confirmed", asked);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  public void save() {
    form = CalendarForm.posted(params);
    Optional<CalendarDraft> draft = form.draft(faults());
    if (draft.isEmpty()) {
      return;
    }
    try {
      calendars.add(
          who.scope(),
          draft.get(),
          OriginKey.of("calendar", who.scope(), params.text("key"), form.toString()));
      String to = "/calendars?c=" + Turn.encode(draft.get().code());
      Turn.done(to + "&y=" + draft.get().from().getYear(), "calendar_saved", 1);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  public void load() {
    List<CalendarEdition> all = calendars.all(who.scope());
    unconfirmed = calendars.unconfirmed(who.scope());
    String code =
        all.stream()
            .map(CalendarEdition::code)
            .filter(params.text("c")::equals)
            .findFirst()
            .orElse(all.get(0).code());
    tabs = tabs(all, code);
    editions = all.stream().filter(e -> e.code().equals(code)).toList();
    year = calendars.year(who.scope(), code, asked());
    names = staff.names(editions.stream().flatMap(e -> e.madeBy().stream()).distinct().toList());
    if (form == null && params.text("edit").equals("1")) {
      form = CalendarForm.of(current(), today());
    } else if (form == null && params.text("edit").equals("new")) {
      form = CalendarForm.blank(today());
    }
  }

  /** The calendars by short name, as {@code all} has them. */
  private List<Choice> tabs(List<CalendarEdition> all, String chosen) {
    Map<String, Choice> byCode = new LinkedHashMap<>();
    all.forEach(
        e ->
            byCode.putIfAbsent(
                e.code(),
                new Choice(e.code(), name(e.nameIt(), e.nameEn()), e.code().equals(chosen))));
    return List.copyOf(byCode.values());
  }

  private CalendarEdition current() {
    return editions.stream().filter(CalendarEdition::current).findFirst().orElse(editions.get(0));
  }

  private LocalDate today() {
    return page.instant().atZone(When.ROME).toLocalDate();
  }

  private int asked() {
    return params
        .number("y")
        .filter(y -> y >= FIRST && y <= LAST)
        .map(Long::intValue)
        .orElse(today().getYear());
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  private String name(String it, String en) {
    return page.getLang().equals("it") ? it : en;
  }

  public String getName() {
    return name(year.nameIt(), year.nameEn());
  }

  public String getCode() {
    return year.code();
  }

  public int getYear() {
    return year.year();
  }

  public List<Choice> getTabs() {
    return tabs;
  }

  public List<String> getWeekdays() {
    List<String> days = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      days.add(day.getDisplayName(TextStyle.SHORT, page.getLocale()));
    }
    return days;
  }

  public List<MonthGrid> getMonths() {
    List<MonthGrid> months = new ArrayList<>();
    for (Month month : Month.values()) {
      List<CalendarYear.Day> days =
          year.days().stream().filter(d -> d.date().getMonth() == month).toList();
      List<Cell> cells = new ArrayList<>();
      int blank = days.get(0).date().getDayOfWeek().getValue() - 1;
      for (int i = 0; i < blank; i++) {
        cells.add(new Cell("", "none", "", "", ""));
      }
      days.forEach(day -> cells.add(cell(day)));
      while (cells.size() % 7 != 0) {
        cells.add(new Cell("", "none", "", "", ""));
      }
      List<List<Cell>> weeks = new ArrayList<>();
      for (int i = 0; i < cells.size(); i += 7) {
        weeks.add(cells.subList(i, i + 7));
      }
      String title = month.getDisplayName(TextStyle.FULL_STANDALONE, page.getLocale());
      months.add(new MonthGrid(title, weeks));
    }
    return months;
  }

  private Cell cell(CalendarYear.Day day) {
    String number = String.valueOf(day.date().getDayOfMonth());
    if (day.reason().isEmpty()) {
      return new Cell(number, day.working() ? "open" : "off", "", "", "");
    }
    return new Cell(
        number,
        day.closed() ? "closed" : "half",
        mark(day),
        date(day.date()) + ": " + reason(day.reason().get()),
        "d" + day.date());
  }

  private static String mark(CalendarYear.Day day) {
    return day.closed() ? "×" : "◐";
  }

  public List<ClosedDay> getClosed() {
    return year.days().stream()
        .filter(day -> day.reason().isPresent())
        .map(
            day ->
                new ClosedDay(
                    "d" + day.date(),
                    date(day.date()),
                    reason(day.reason().get()),
                    hours(day),
                    mark(day)))
        .toList();
  }

  private String hours(CalendarYear.Day day) {
    Words words = page.words();
    if (!day.working()) {
      return words.say("calendars.no_hours");
    }
    return day.closed()
        ? words.say("calendars.all_day")
        : words.say(
            "calendars.open_only",
            day.hours().stream()
                .map(o -> o.from() + "–" + o.to())
                .collect(Collectors.joining(", ")));
  }

  private String date(LocalDate date) {
    Locale locale = page.getLocale();
    return DateTimeFormatter.ofPattern("EEEE d MMMM", locale).format(date);
  }

  /** What is no key of ours are the words of the administrator who closed the day. */
  private String reason(String key) {
    Words words = page.words();
    if (words.knows("why." + key)) {
      return words.say("why." + key);
    }
    return key.startsWith("closed.") ? words.say("why.closed") : key;
  }

  public List<Version> getVersions() {
    return editions.stream().map(this::version).toList();
  }

  private Version version(CalendarEdition edition) {
    Spans spans = new Spans(page.words(), today());
    return new Version(
        spans.days(edition.from(), edition.until()),
        spans.state(edition.from(), edition.current(), edition.replaced()),
        spans.tone(edition.current()),
        spans.made(page.when(), edition.madeAt(), edition.madeBy().map(names::get)),
        edition.correction());
  }

  public String getConfirmed() {
    return year.confirmed().map(at -> page.when().day(at)).orElse("");
  }

  public boolean isConfirmable() {
    return year.confirmed().isEmpty() && year.year() == today().getYear() + 1;
  }

  /** The years that wait, each a sentence and the address to look at it. */
  public List<Choice> getUnconfirmed() {
    return unconfirmed.stream()
        .map(
            u ->
                new Choice(
                    "/calendars?c=" + u.code() + "&y=" + u.year(),
                    page.words()
                        .say(
                            u.late() ? "calendars.unconfirmed.late" : "calendars.unconfirmed",
                            name(u.nameIt(), u.nameEn()),
                            u.year(),
                            Spans.day(u.by(), page.getLocale())),
                    u.late()))
        .toList();
  }

  public CalendarForm getForm() {
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
