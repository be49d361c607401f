package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Caller;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Language;
import it.sportello.contacts.Scope;
import it.sportello.contacts.Staff;
import it.sportello.notifications.Templates;
import it.sportello.notifications.Templates.Subject;
import it.sportello.notifications.Templates.Version;
import it.sportello.notifications.words.Kind;
import it.sportello.notifications.words.Proofreading;
import it.sportello.notifications.words.Shipped;
import it.sportello.notifications.words.Wording;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The words of the desk's mails: all of them in a list, one of them to be changed. */
@Named("templates")
@RequestScoped
public class TemplateBoard {
  private static final String HERE = "/templates";

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Templates templates;
  @Inject Staff staff;

  private FieldFaults faults;
  private List<Row> rows = List.of();
  private Sheet sheet;
  private Map<String, String> parts = Map.of();
  private boolean tried;

  /** One kind of mail, in both languages. */
  public record Row(String name, String about, List<Cell> cells) {}

  /** The words of one language. */
  public record Cell(String href, String label, String lang, String state, String tone) {}

  /** One kind in one language, open to be changed. */
  public record Sheet(
      String kind,
      String language,
      String title,
      String about,
      String state,
      String trouble,
      long base,
      boolean changed,
      String preview,
      List<Cell> languages,
      List<TicketSheet.Pair> variables,
      List<Past> history) {}

  /** A version that somebody made. */
  public record Past(String href, String words, String when, String instant, boolean shown) {}

  public void save() {
    act(
        me -> {
          templates.save(me, subject().orElseThrow(), typed(params), base());
          Turn.done(here(), "tp_saved", 1);
        });
  }

  public void reset() {
    act(
        me -> {
          templates.reset(me, subject().orElseThrow(), base());
          Turn.done(here(), "tp_reset", 1);
        });
  }

  /** The words go on being typed, so the page is shown again with them. */
  public void tryOut() {
    act(
        me -> {
          templates.tryOut(me, subject().orElseThrow(), typed(params));
          tried = true;
        });
  }

  private void act(Consumer<Caller.Staff> act) {
    if (!(who.caller() instanceof Caller.Staff me) || subject().isEmpty()) {
      Turn.refuse(404);
      return;
    }
    faults = new FieldFaults(page.words());
    try {
      act.accept(me);
    } catch (InvalidEntry e) {
      faults.add(Problems.of(e));
    }
  }

  public void load() {
    Scope scope = who.scope();
    Map<Subject, Version> inForce = templates.inForce(scope);
    if (params.text("kind").isEmpty()) {
      rows = Arrays.stream(Kind.values()).map(kind -> row(kind, inForce)).toList();
      return;
    }
    if (subject().isEmpty()) {
      Turn.refuse(404);
      return;
    }
    // The preview beside the form is a document of its own.
    var response = Turn.response();
    response.setHeader(
        "Content-Security-Policy",
        response.getHeader("Content-Security-Policy") + "; frame-src 'self'");
    List<Version> history = templates.history(scope, subject().get());
    parts = params.posted() ? typed(params).parts() : chosen(history).parts();
    sheet = sheet(subject().get(), history, inForce);
  }

  private Wording chosen(List<Version> history) {
    return shown(history)
        .or(() -> history.stream().findFirst())
        .flatMap(Version::wording)
        .orElseGet(() -> Shipped.of(subject().orElseThrow().kind(), subject().get().language()));
  }

  /** An older version that was asked for. */
  private Optional<Version> shown(List<Version> history) {
    return params
        .number("version")
        .flatMap(id -> history.stream().filter(version -> version.id() == id).findFirst());
  }

  private Row row(Kind kind, Map<Subject, Version> inForce) {
    return new Row(
        page.words().say("mail.kind." + kind),
        page.words().say("tp.about." + kind),
        Arrays.stream(Language.values())
            .map(language -> cell(new Subject(kind, language), inForce))
            .toList());
  }

  private Cell cell(Subject subject, Map<Subject, Version> inForce) {
    Optional<Version> version = Optional.ofNullable(inForce.get(subject));
    boolean own = version.flatMap(Version::wording).isPresent();
    boolean broken = own && version.flatMap(Version::trouble).isPresent();
    String state = broken ? "broken" : own ? "own" : "shipped";
    String lang = subject.language().locale().getLanguage();
    return new Cell(
        href(subject),
        page.words().say("tp.lang." + lang),
        lang,
        page.words().say("tp.state." + state),
        broken ? "P1" : own ? "own" : "plain");
  }

  private Sheet sheet(Subject subject, List<Version> history, Map<Subject, Version> inForce) {
    Words words = page.words();
    Optional<Version> now = history.stream().findFirst();
    boolean own = now.flatMap(Version::wording).isPresent();
    Map<AgentId, String> names = staff.names(history.stream().map(Version::author).toList());
    Cell cell = cell(subject, inForce);
    return new Sheet(
        subject.kind().name(),
        subject.language().name(),
        words.say("mail.kind." + subject.kind()),
        words.say("tp.about." + subject.kind()),
        cell.state(),
        own
            ? now.flatMap(Version::trouble)
                .map(t -> words.say("tp.broken", page.when().full(t.since()), t.detail()))
                .orElse("")
            : "",
        params.posted() ? base() : now.map(Version::id).orElse(0L),
        own,
        "/template-preview?kind="
            + subject.kind()
            + "&language="
            + subject.language()
            + shown(history).map(version -> "&version=" + version.id()).orElse(""),
        Arrays.stream(Language.values())
            .map(language -> cell(new Subject(subject.kind(), language), inForce))
            .toList(),
        subject.kind().variables().stream()
            .map(v -> new TicketSheet.Pair("{{" + v.key() + "}}", words.say("tp.variable." + v)))
            .toList(),
        history.stream().map(version -> past(version, names)).toList());
  }

  private Past past(Version version, Map<AgentId, String> names) {
    String by = names.getOrDefault(version.author(), "–");
    boolean shown = params.number("version").filter(id -> id == version.id()).isPresent();
    return new Past(
        href(version.subject()) + "&version=" + version.id(),
        page.words().say(version.wording().isPresent() ? "tp.changed_by" : "tp.reset_by", by),
        page.when().brief(version.made()),
        version.made().toString(),
        shown);
  }

  private Optional<Subject> subject() {
    return subject(params);
  }

  /** What the address or the form names. */
  static Optional<Subject> subject(Params params) {
    return params
        .choice(Kind.class, "kind")
        .flatMap(
            kind -> params.choice(Language.class, "language").map(lang -> new Subject(kind, lang)));
  }

  static Wording typed(Params params) {
    Map<String, String> typed = new LinkedHashMap<>();
    Proofreading.LONGEST.keySet().forEach(name -> typed.put(name, params.raw("w." + name)));
    return Wording.of(typed);
  }

  private static String href(Subject subject) {
    return HERE + "?kind=" + subject.kind() + "&language=" + subject.language();
  }

  private String here() {
    return href(subject().orElseThrow());
  }

  private long base() {
    return params.number("base").orElse(0L);
  }

  public List<Row> getRows() {
    return rows;
  }

  public Sheet getSheet() {
    return sheet;
  }

  /** What stands in the form, by the name of each part. */
  public Map<String, String> getParts() {
    return parts;
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? new ArrayList<>() : faults.lines();
  }

  /** Whether a mail is on its way to the one who asked. */
  public boolean isTried() {
    return tried && getTrouble().isEmpty();
  }
}
