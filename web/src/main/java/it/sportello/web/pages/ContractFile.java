package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.ContractDesk;
import it.sportello.entitlements.ContractDraft;
import it.sportello.entitlements.ContractView;
import it.sportello.entitlements.LevelDesk;
import it.sportello.entitlements.LevelEdition;
import it.sportello.entitlements.Levels;
import it.sportello.ticketing.Origin;
import it.sportello.web.problem.Problem;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The contracts of one customer on a time line, and the forms that change them. */
@Named
@RequestScoped
public class ContractFile {
  private static final int ROWS = 50;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject ContractDesk contracts;
  @Inject LevelDesk levels;
  @Inject Levels entitled;
  @Inject Contacts contacts;
  @Inject Staff staff;

  private FieldFaults faults;
  private ContractForm form;
  private String act = "";
  private Platform platform;
  private boolean unknown;
  private long version;
  private List<ContractView> versions = List.of();
  private List<Choice> customers = List.of();
  private String older = "";
  private Map<AgentId, String> names = Map.of();
  private Map<String, String> levelNames = Map.of();

  /** One version of a contract as a row. */
  public record Row(
      long contract,
      long version,
      String level,
      String base,
      String span,
      int grace,
      String state,
      String tone,
      boolean counts,
      String made,
      String correction) {}

  public void add() {
    form = ContractForm.posted(params);
    act = "add";
    Optional<Platform> customer = customer();
    Optional<ContractDraft> draft = form.draft(faults());
    if (customer.isPresent() && draft.isPresent()) {
      done(
          () ->
              contracts.add(
                  who.scope(), customer.get().id(), draft.get(), form.correction(), origin()));
    }
  }

  public void correct() {
    form = ContractForm.posted(params);
    act = "correct";
    form.draft(faults())
        .ifPresent(
            draft ->
                done(
                    () ->
                        contracts.correct(
                            who.scope(),
                            form.contract(),
                            form.version(),
                            draft,
                            form.correction(),
                            origin())));
  }

  public void end() {
    form = ContractForm.posted(params);
    act = "end";
    Dates.read(form.to(), "to", faults())
        .ifPresent(
            last ->
                done(
                    () ->
                        contracts.end(
                            who.scope(),
                            form.contract(),
                            form.version(),
                            last,
                            form.correction(),
                            origin())));
  }

  public void annul() {
    form = ContractForm.posted(params);
    act = "annul";
    done(
        () ->
            contracts.annul(
                who.scope(), form.contract(), form.version(), form.correction(), origin()));
  }

  /** On a customer's page that customer's contracts are changed and no other's. */
  private boolean isTheirs(long contract) {
    return customer().stream()
        .flatMap(customer -> contracts.of(who.scope(), customer.id()).stream())
        .anyMatch(version -> version.contract() == contract);
  }

  private void done(LongSupplier command) {
    if (!act.equals("add") && !isTheirs(form.contract())) {
      faults().add(new Problem(404, "contract-not-found", Map.of(), List.of()));
      return;
    }
    try {
      long contract = command.getAsLong();
      Turn.done("/contracts?p=" + Turn.encode(params.text("p")), "contract_saved", contract);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  private Origin origin() {
    return OriginKey.of(
        "contract." + act, who.scope(), params.text("key"), params.text("p") + form);
  }

  public void load() {
    names();
    Optional<Platform> customer = customer();
    unknown = customer.isEmpty() && !params.text("p").isEmpty();
    if (customer.isEmpty()) {
      customers();
      return;
    }
    platform = customer.get();
    versions = contracts.of(who.scope(), platform.id());
    version = entitled.of(platform.id(), page.instant()).version();
    names = staff.names(versions.stream().flatMap(v -> v.madeBy().stream()).distinct().toList());
    if (form == null) {
      asked();
    }
  }

  private void names() {
    Map<String, String> found = new LinkedHashMap<>();
    for (LevelEdition edition : levels.all(who.scope())) {
      found.put(
          edition.level().code(),
          page.getLang().equals("it") ? edition.level().nameIt() : edition.level().nameEn());
    }
    levelNames = found;
  }

  private void asked() {
    if (params.text("act").equals("add")) {
      act = "add";
      form = ContractForm.blank(today());
      return;
    }
    long contract = params.number("contract").orElse(0L);
    if (List.of("correct", "end", "annul").contains(params.text("act"))) {
      versions.stream()
          .filter(v -> v.contract() == contract && v.counts())
          .findFirst()
          .ifPresent(
              v -> {
                act = params.text("act");
                form = ContractForm.of(v);
              });
    }
  }

  private Optional<Platform> customer() {
    try {
      return params.text("p").isEmpty()
          ? Optional.empty()
          : contacts.platformByCode(new PlatformCode(params.text("p")));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  private void customers() {
    long after = params.number("after").orElse(0L);
    List<PlatformId> found = contracts.platforms(who.scope(), after, ROWS + 1);
    List<PlatformId> shown = found.stream().limit(ROWS).toList();
    Map<PlatformId, Platform> platforms = contacts.platformsByIds(shown);
    customers =
        shown.stream()
            .filter(platforms::containsKey)
            .map(platforms::get)
            .map(p -> new Choice(p.code().value(), p.name(), false))
            .toList();
    older = found.size() > ROWS ? "/contracts?after=" + shown.get(shown.size() - 1).value() : "";
  }

  private LocalDate today() {
    return page.instant().atZone(When.ROME).toLocalDate();
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  /** What counts, by first day. */
  public List<Row> getRows() {
    return rows(versions.stream().filter(ContractView::counts).toList());
  }

  /** What was replaced or annulled, the last first. */
  public List<Row> getHistory() {
    return rows(
        versions.stream()
            .filter(v -> !v.counts())
            .sorted(Comparator.comparing(ContractView::version).reversed())
            .toList());
  }

  private List<Row> rows(List<ContractView> shown) {
    List<Row> rows = new ArrayList<>();
    Spans spans = new Spans(page.words(), today());
    for (ContractView contract : shown) {
      ContractDraft terms = contract.terms();
      rows.add(
          new Row(
              contract.contract(),
              contract.version(),
              levelName(terms.level()),
              levelName(terms.baseLevel()),
              spans.days(terms.from(), terms.to()),
              terms.graceDays(),
              page.words().say("contract." + contract.state()),
              tone(contract.state()),
              contract.counts(),
              spans.made(page.when(), contract.madeAt(), contract.madeBy().map(names::get)),
              contract.correction()));
    }
    return rows;
  }

  private static String tone(ContractView.State state) {
    return switch (state) {
      case IN_FORCE -> "priority";
      case GRACE -> "P2";
      case LAPSED -> "P1";
      case COMING, ANNULLED, SUPERSEDED -> "plain";
    };
  }

  private String levelName(String code) {
    return levelNames.getOrDefault(code, code);
  }

  public ContractLine getLine() {
    return ContractLine.of(
        versions.stream().filter(ContractView::counts).toList(), today(), this::levelName, page);
  }

  /** What the customer is entitled to now. */
  public long getVersion() {
    return version;
  }

  public boolean isChosen() {
    return platform != null;
  }

  public boolean isUnknown() {
    return unknown;
  }

  public String getTyped() {
    return params.text("p");
  }

  public String getCustomer() {
    return platform == null ? "" : platform.name();
  }

  public List<Choice> getCustomers() {
    return customers;
  }

  public String getOlder() {
    return older;
  }

  public String getAct() {
    return act;
  }

  public ContractForm getForm() {
    return form;
  }

  public boolean isEditing() {
    return form != null && platform != null;
  }

  public List<Choice> getLevels() {
    List<Choice> choices = new ArrayList<>();
    if (form.level().isEmpty()) {
      choices.add(new Choice("", page.words().say("contracts.choose"), true));
    }
    choices.addAll(chosen(form.level()));
    return choices;
  }

  public List<Choice> getBaseLevels() {
    return chosen(form.baseLevel());
  }

  private List<Choice> chosen(String code) {
    return levelNames.entrySet().stream()
        .map(e -> new Choice(e.getKey(), e.getValue(), e.getKey().equals(code)))
        .toList();
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
