package it.sportello.web.pages;

import static java.util.stream.Collectors.groupingBy;

import it.sportello.contacts.InvalidValue;
import it.sportello.entitlements.AttainmentRow.Tally;
import it.sportello.entitlements.Levels;
import it.sportello.web.api.AttainmentRequest;
import it.sportello.web.api.AttainmentTable;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the promises were kept: a chart by month, and tables by month, kind, level and customer. */
@Named
@RequestScoped
public class Attained {
  private static final int CUSTOMERS = 100;

  @Inject Page page;
  @Inject Params params;
  @Inject Vows vows;
  @Inject Levels levels;
  @Inject AttainmentTable table;
  @Inject CurrentCaller who;

  private List<AttainmentTable.Line> lines = List.of();
  private List<String> trouble = List.of();
  private AttainmentRequest asked;
  private BarChart chart;

  /** One line of a table: {@code rate} is empty where nothing is decided yet. */
  public record Line(String name, String rate, Tally tally) {}

  /** One choice of the filter. */
  public record Option(String value, String name, boolean chosen) {}

  public void load() {
    YearMonth now = table.now();
    asked = AttainmentRequest.of("", "", "", "", now);
    try {
      asked =
          AttainmentRequest.of(
              params.text("from"),
              params.text("to"),
              params.text("level"),
              params.text("platform"),
              now);
      lines = table.lines(who.scope(), asked);
    } catch (InvalidInput e) {
      trouble = e.errors().stream().map(error -> error.detail(page.words().language())).toList();
    } catch (InvalidValue e) {
      trouble = List.of(page.words().say("attainment.many"));
    }
    chart = BarChart.of(byMonth(), page.words(), this::rate);
  }

  public BarChart getChart() {
    return chart;
  }

  public List<Line> getMonths() {
    DateTimeFormatter name =
        DateTimeFormatter.ofPattern("LLLL yyyy", page.words().language().locale());
    return byMonth().entrySet().stream()
        .map(month -> line(name.format(month.getKey()), month.getValue()))
        .toList();
  }

  /** Every month that is asked for, also one in which nothing was promised. */
  private Map<YearMonth, Tally> byMonth() {
    Map<YearMonth, Tally> months = new TreeMap<>();
    for (YearMonth m = asked.from(); !m.isAfter(asked.to()); m = m.plusMonths(1)) {
      months.put(m, Tally.NONE);
    }
    lines.forEach(l -> months.merge(l.row().month(), l.row().tally(), Tally::plus));
    return months;
  }

  public List<Line> getKinds() {
    return by(l -> page.words().say("promise." + l.row().kind()));
  }

  public List<Line> getByLevel() {
    Map<String, String> names = new TreeMap<>();
    levels.all().forEach(level -> names.put(level.code(), vows.name(level)));
    return by(l -> names.getOrDefault(l.row().level(), l.row().level()));
  }

  /** Those with the most that was not kept in time first. */
  public List<Line> getCustomers() {
    return by(l -> l.name() + (l.code().isEmpty() ? "" : " (" + l.code() + ")")).stream()
        .sorted(
            Comparator.comparingLong((Line l) -> l.tally().kept() - l.tally().decided())
                .thenComparing(Line::name))
        .limit(CUSTOMERS)
        .toList();
  }

  private List<Line> by(Function<AttainmentTable.Line, String> name) {
    Map<String, List<AttainmentTable.Line>> groups =
        lines.stream()
            .collect(groupingBy(name, TreeMap::new, java.util.stream.Collectors.toList()));
    List<Line> all = new ArrayList<>();
    groups.forEach((group, of) -> all.add(line(group, total(of))));
    return all;
  }

  private static Tally total(List<AttainmentTable.Line> of) {
    return of.stream().map(l -> l.row().tally()).reduce(Tally.NONE, Tally::plus);
  }

  private Line line(String name, Tally tally) {
    return new Line(name, rate(tally), tally);
  }

  private String rate(Tally tally) {
    return tally.decided() == 0
        ? ""
        : String.format(page.words().language().locale(), "%.1f %%", tally.perMille() / 10.0);
  }

  public boolean isAnything() {
    return !lines.isEmpty();
  }

  public String getFrom() {
    return trouble.isEmpty() ? asked.from().toString() : params.text("from");
  }

  public String getTo() {
    return trouble.isEmpty() ? asked.to().toString() : params.text("to");
  }

  public String getPlatform() {
    return params.text("platform");
  }

  /** The same months and filters as a file. */
  public String getFile() {
    return "/attainment.csv?from="
        + asked.from()
        + "&to="
        + asked.to()
        + "&level="
        + Turn.encode(asked.level())
        + "&platform="
        + Turn.encode(asked.platform());
  }

  public List<Option> getLevels() {
    String chosen = params.text("level");
    return Stream.concat(
            Stream.of(new Option("", page.words().say("queue.every_level"), chosen.isEmpty())),
            levels.all().stream()
                .map(l -> new Option(l.code(), vows.name(l), chosen.equals(l.code()))))
        .toList();
  }

  public List<String> getTrouble() {
    return trouble;
  }
}
