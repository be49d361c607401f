package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.AuditTrail;
import it.sportello.contacts.AuditVerdict;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Staff;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who did what to what, when and from where, for administrators and auditors. */
@Named
@RequestScoped
public class Trail {
  private static final int ROWS = 50;
  private static final List<String> KINDS =
      List.of(
          "ticket.",
          "attachment.",
          "session.",
          "staff.",
          "password.",
          "second_factor.",
          "passkey.",
          "link.",
          "provider.",
          "contact.",
          "list.",
          "platform.",
          "domain.",
          "contract.",
          "level.",
          "calendar.",
          "watch.",
          "promises.",
          "token.",
          "key.",
          "mail.",
          "template.",
          "signature.",
          "mailbox.",
          "sender.",
          "quarantine.",
          "attainment.",
          "audit.");

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject AuditTrail trail;
  @Inject Staff staff;
  @Inject Contacts contacts;

  private final List<String> trouble = new ArrayList<>();
  private List<Row> rows = List.of();
  private String next = "";
  private String verdict = "";
  private boolean whole;

  /**
   * One act.
   *
   * @param href the ticket it is about; empty for anything else
   */
  public record Row(
      String when, String instant, String who, String what, String on, String href, String from) {}

  /** One choice of a filter. */
  public record Option(String value, String name, boolean chosen) {}

  public void verify() {
    AuditVerdict found = trail.verify(who.scope());
    Words words = page.words();
    whole = found.isWhole();
    verdict =
        found
            .fault()
            .map(f -> words.say("trail.fault." + f.kind(), f.line(), f.place()))
            .orElseGet(() -> words.say("trail.whole", found.lines(), head(found.head())));
  }

  private static String head(String mark) {
    return mark.isEmpty() ? "–" : mark;
  }

  public void load() {
    List<AuditTrail.Line> lines =
        trail.page(who.scope(), filter(), params.number("before").orElse(Long.MAX_VALUE), ROWS + 1);
    List<AuditTrail.Line> shown = lines.stream().limit(ROWS).toList();
    next = lines.size() > ROWS ? here() + "&before=" + shown.get(ROWS - 1).id() : "";
    Map<String, String> names = names(shown);
    rows = shown.stream().map(line -> row(line, names)).toList();
  }

  private AuditTrail.Filter filter() {
    Instant from =
        day("from").map(d -> d.atStartOfDay(When.ROME).toInstant()).orElse(AuditTrail.Filter.EVER);
    Instant until =
        day("to")
            .map(d -> d.plusDays(1).atStartOfDay(When.ROME).toInstant())
            .orElse(AuditTrail.Filter.NEVER);
    String kind = KINDS.contains(params.text("kind")) ? params.text("kind") : "";
    return new AuditTrail.Filter(actor(), kind, subject(), from, until);
  }

  private Optional<LocalDate> day(String name) {
    try {
      return Optional.of(params.text(name)).filter(d -> !d.isEmpty()).map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      trouble.add(page.words().say("trail.trouble.day"));
      return Optional.empty();
    }
  }

  /** As the trail names people; a name, login or address that nobody has finds nothing. */
  private String actor() {
    String typed = params.text("who").strip();
    if (typed.isEmpty() || typed.matches("(staff|contact|integration):[0-9]{1,18}|desk|nobody")) {
      return typed;
    }
    return staff.all().stream()
        .filter(m -> m.name().equalsIgnoreCase(typed))
        .map(m -> "staff:" + m.id().value())
        .findFirst()
        .or(() -> staff.byLogin(typed).map(id -> "staff:" + id.value()))
        .or(() -> contact(typed).map(c -> "contact:" + c.id().value()))
        .orElseGet(
            () -> {
              trouble.add(page.words().say("trail.trouble.who"));
              return "nobody:" + typed;
            });
  }

  private Optional<Contact> contact(String typed) {
    try {
      return contacts.contactByAddress(new EmailAddress(typed));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  private String subject() {
    String typed = params.text("on").strip();
    return typed.matches("[0-9]{1,18}") ? "ticket:" + typed : typed;
  }

  private Map<String, String> names(List<AuditTrail.Line> lines) {
    Map<String, String> names = new HashMap<>();
    Set<AgentId> agents = new HashSet<>();
    Set<ContactId> people = new HashSet<>();
    lines.stream()
        .flatMap(
            line -> Stream.concat(Stream.of(line.actor()), Stream.of(line.subject().split(" "))))
        .forEach(
            named -> {
              id(named, "staff:").map(AgentId::new).ifPresent(agents::add);
              id(named, "contact:").map(ContactId::new).ifPresent(people::add);
            });
    staff.names(agents).forEach((id, name) -> names.put("staff:" + id.value(), name));
    contacts
        .byIds(people)
        .forEach((id, person) -> names.put("contact:" + id.value(), person.name()));
    names.put("desk", page.words().say("trail.desk"));
    return names;
  }

  private static Optional<Long> id(String named, String kind) {
    return named.matches(kind + "[0-9]{1,18}")
        ? Optional.of(Long.parseLong(named.substring(kind.length())))
        : Optional.empty();
  }

  private Row row(AuditTrail.Line line, Map<String, String> names) {
    Words words = page.words();
    String key = "trail.of." + line.action();
    Optional<Long> ticket = id(line.subject(), "ticket:");
    return new Row(
        page.when().precise(line.at()),
        line.at().toString(),
        names.getOrDefault(line.actor(), line.actor()),
        words.knows(key) ? words.say(key) : line.action(),
        subject(line.subject(), names),
        ticket.map(n -> "/ticket?n=" + n).orElse(""),
        line.source());
  }

  private static String subject(String subject, Map<String, String> names) {
    List<String> said = new ArrayList<>();
    for (String part : subject.split(" ")) {
      said.add(names.getOrDefault(part, part));
    }
    return String.join(", ", said);
  }

  private String here() {
    return "/audit?who="
        + Turn.encode(params.text("who"))
        + "&kind="
        + Turn.encode(params.text("kind"))
        + "&on="
        + Turn.encode(params.text("on"))
        + "&from="
        + Turn.encode(params.text("from"))
        + "&to="
        + Turn.encode(params.text("to"));
  }

  public List<Option> getKinds() {
    List<Option> options = new ArrayList<>();
    String chosen = params.text("kind");
    options.add(new Option("", page.words().say("trail.every"), chosen.isEmpty()));
    for (String kind : KINDS) {
      options.add(
          new Option(
              kind,
              page.words().say("trail.kind." + kind.substring(0, kind.length() - 1)),
              kind.equals(chosen)));
    }
    return options;
  }

  public List<Row> getRows() {
    return rows;
  }

  public String getNext() {
    return next;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getVerdict() {
    return verdict;
  }

  public boolean isWhole() {
    return whole;
  }
}
