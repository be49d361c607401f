package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.Levels;
import it.sportello.entitlements.Nearness;
import it.sportello.entitlements.WatchRules;
import it.sportello.ticketing.DueFilter;
import it.sportello.ticketing.DueTickets;
import it.sportello.ticketing.QueueRow;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** For supervisors: what is late, what will be, and by whom. */
@Named
@RequestScoped
public class Late {
  private static final int ROWS = 100;

  @Inject Page page;
  @Inject Params params;
  @Inject Rows rows;
  @Inject Vows vows;
  @Inject Levels levels;
  @Inject Staff staff;
  @Inject WatchRules watch;
  @Inject DueTickets tickets;
  @Inject CurrentCaller who;

  private Sheet late = Sheet.EMPTY;
  private Sheet due = Sheet.EMPTY;
  private List<Holder> holders = List.of();
  private List<Option> agents = List.of();
  private List<Option> levelOptions = List.of();
  private List<String> trouble = List.of();
  private String until = "";
  private String percent = "";
  private String minutes = "";

  /**
   * One of the two tables.
   *
   * @param more said when there are more rows than are shown
   */
  public record Sheet(List<Rows.Row> rows, String more) {
    static final Sheet EMPTY = new Sheet(List.of(), "");
  }

  /** How much one person has to answer for, and the way to see only that. */
  public record Holder(String name, String initials, String href, long late, long due) {}

  /** One choice of a filter. */
  public record Option(String value, String name, boolean chosen) {}

  /** Sets when a promise is near; for administrators. */
  public void near() {
    percent = params.text("percent");
    minutes = params.text("minutes");
    try {
      int asked = number("percent");
      int left = number("minutes");
      watch.set(who.scope(), new Nearness(asked, Duration.ofMinutes(left)));
      Turn.done("/late", "near_set", asked);
    } catch (InvalidValue e) {
      trouble = List.of(page.words().say("trouble." + e.key()));
    }
  }

  /** Out of every range where it is none. */
  private int number(String name) {
    return params.number(name).map(n -> (int) Math.min(n, Integer.MAX_VALUE)).orElse(-1);
  }

  public void load() {
    Scope scope = who.scope();
    Instant now = page.instant();
    Instant end = watch.endOfNextWorkingDay();
    until = page.when().day(end.minusSeconds(1));
    late = sheet(tickets.between(scope, Instant.EPOCH, now, filter(), ROWS + 1));
    due = sheet(tickets.between(scope, now, end, filter(), ROWS + 1));
    List<DueTickets.Load> loads = tickets.byHolder(scope, now, end, level());
    Map<AgentId, String> names =
        new HashMap<>(staff.names(loads.stream().map(DueTickets.Load::holder).toList()));
    names.put(DueFilter.NOBODY, page.words().say("late.nobody"));
    holders = loads.stream().map(load -> holder(load, names)).toList();
    agents = agentOptions();
    levelOptions = levelOptions();
    fillRules();
  }

  private void fillRules() {
    if (percent.isEmpty() && minutes.isEmpty()) {
      Nearness rule = watch.nearness();
      percent = Integer.toString(rule.percent());
      minutes = Long.toString(rule.left().toMinutes());
    }
  }

  private DueFilter filter() {
    return new DueFilter(
        params.number("agent").map(AgentId::new), Optional.of(level()).filter(l -> !l.isEmpty()));
  }

  private String level() {
    return params.text("level");
  }

  private Sheet sheet(List<QueueRow> found) {
    List<QueueRow> shown = found.stream().limit(ROWS).toList();
    String more = found.size() > ROWS ? page.words().say("late.more", ROWS) : "";
    return new Sheet(rows.of(shown), more);
  }

  private Holder holder(DueTickets.Load load, Map<AgentId, String> names) {
    String name = names.getOrDefault(load.holder(), "");
    String initials = load.holder().equals(DueFilter.NOBODY) ? "–" : Initials.of(name);
    return new Holder(
        name,
        initials,
        "/late?agent=" + load.holder().value() + "&level=" + Turn.encode(level()),
        load.late(),
        load.due());
  }

  private List<Option> agentOptions() {
    String chosen = params.number("agent").map(String::valueOf).orElse("");
    List<Option> options = new ArrayList<>();
    options.add(new Option("", page.words().say("late.everybody"), chosen.isEmpty()));
    options.add(new Option("0", page.words().say("late.nobody"), chosen.equals("0")));
    for (Caller.Staff member : staff.all()) {
      String id = Long.toString(member.id().value());
      options.add(new Option(id, member.name(), chosen.equals(id)));
    }
    return options;
  }

  private List<Option> levelOptions() {
    return Stream.concat(
            Stream.of(new Option("", page.words().say("queue.every_level"), level().isEmpty())),
            levels.all().stream()
                .map(l -> new Option(l.code(), vows.name(l), level().equals(l.code()))))
        .toList();
  }

  public Sheet getLate() {
    return late;
  }

  public Sheet getDue() {
    return due;
  }

  public List<Holder> getHolders() {
    return holders;
  }

  public List<Option> getAgents() {
    return agents;
  }

  public List<Option> getLevels() {
    return levelOptions;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getDueTitle() {
    return page.words().say("late.due", until);
  }

  public String getPercent() {
    return percent;
  }

  public String getMinutes() {
    return minutes;
  }

  public boolean isAdministrator() {
    return who.caller() instanceof Caller.Staff me && me.roles().contains(Role.ADMINISTRATOR);
  }
}
