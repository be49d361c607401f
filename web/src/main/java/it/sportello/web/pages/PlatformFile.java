package it.sportello.web.pages;

import it.sportello.contacts.ContactDraft;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Directory;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PeopleBook;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.PlatformView;
import it.sportello.contacts.RegisteredDomain;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A platform: its people, domains and numbers, and the forms that change them. */
@Named
@RequestScoped
public class PlatformFile {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Directory directory;
  @Inject PlatformBook book;
  @Inject PeopleBook people;
  @Inject Contacts registry;

  private PlatformView view;
  private Map<String, String> names = Map.of();
  private List<ContactView> contacts = List.of();
  private FieldFaults faults;
  private String act = "";
  private PersonForm person;
  private final List<String> tableLines = new ArrayList<>();
  private PlatformForm form;

  /** A console number of the platform. */
  public record Code(String code, String since, String reason, boolean current) {}

  public void addPerson() {
    person("add", (at, draft) -> people.add(who.scope(), at, draft));
  }

  public void changePerson() {
    person(
        "edit",
        (at, draft) ->
            people.change(
                who.scope(), at, new ContactId(person.contact()), person.version(), draft));
  }

  public void removePerson() {
    PersonForm asked = PersonForm.posted(params);
    done(
        at ->
            people.remove(
                who.scope(), at.platform().id(), new ContactId(asked.contact()), asked.version()));
  }

  /** A table from a spreadsheet, as it was copied: all of it or nothing. */
  public void enterTable() {
    act = "import";
    find().ifPresent(at -> enter(at, PeopleTable.read(params.raw("table"), at.country())));
  }

  private void enter(PlatformView at, PeopleTable.Read read) {
    if (!read.faults().isEmpty() || read.people().isEmpty()) {
      read.faults().forEach(f -> table(f.pointer(), f.key()));
      if (read.faults().isEmpty()) {
        table("/lines", "table.shape");
      }
      return;
    }
    try {
      int many = people.enter(who.scope(), at.platform().id(), read.people());
      Turn.done("/platform?p=" + at.platform().code().value(), "table_taken", many);
    } catch (InvalidEntry e) {
      e.faults().forEach(f -> table(f.pointer(), f.key()));
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  /** Each fault is said with its line. */
  private void table(String pointer, String key) {
    String line = pointer.replaceFirst("^/lines/?([0-9]*).*", "$1");
    faults().add("table", key);
    tableLines.add(
        line.isEmpty()
            ? faults().lines().get(faults().lines().size() - 1)
            : page.words()
                .say("table.line", line, faults().lines().get(faults().lines().size() - 1)));
  }

  public void addDomain() {
    act = "domain";
    try {
      RegisteredDomain domain = new RegisteredDomain(params.text("domain"));
      done(at -> book.addDomain(who.scope(), at.platform().id(), domain));
    } catch (InvalidValue e) {
      faults().add("domain", e.key());
    }
  }

  public void removeDomain() {
    done(at -> book.removeDomain(who.scope(), at.platform().id(), params.text("domain")));
  }

  public void change() {
    form = PlatformForm.posted(params);
    act = "change";
    form.draft(faults())
        .ifPresent(
            draft ->
                done(at -> book.change(who.scope(), at.platform().id(), form.version(), draft)));
  }

  public void rotate() {
    form = PlatformForm.posted(params);
    act = "rotate";
    Optional<PlatformCode> own = form.own(faults());
    if (faults().none()) {
      attempt(
          at -> {
            PlatformCode fresh =
                book.rotate(
                    who.scope(), at.platform().id(), form.version(), own, params.text("reason"));
            Turn.done(
                "/platform?p=" + fresh.value(), "code_rotated", Long.parseLong(fresh.value()));
          });
    }
  }

  public void close() {
    done(at -> book.close(who.scope(), at.platform().id(), params.number("version").orElse(0L)));
  }

  public void reopen() {
    done(at -> book.reopen(who.scope(), at.platform().id(), params.number("version").orElse(0L)));
  }

  /** What is done to a platform. */
  private interface Act {
    void on(PlatformView platform);
  }

  private interface PersonAct {
    void on(PlatformId platform, ContactDraft draft);
  }

  private void person(String which, PersonAct command) {
    person = PersonForm.posted(params);
    act = which;
    find()
        .flatMap(at -> person.draft(at.country(), faults()))
        .ifPresent(draft -> done(at -> command.on(at.platform().id(), draft)));
  }

  private void done(Act command) {
    attempt(
        at -> {
          command.on(at);
          Turn.done("/platform?p=" + at.platform().code().value(), "registry_saved", 1);
        });
  }

  private void attempt(Act command) {
    try {
      find().ifPresent(command::on);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  private Optional<PlatformView> find() {
    try {
      return directory.platform(who.scope(), new PlatformCode(params.text("p")));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  public void load() {
    Optional<PlatformView> found = find();
    if (found.isEmpty()) {
      Turn.refuse(404);
      return;
    }
    view = found.get();
    names = registry.products();
    contacts = directory.contactsOf(who.scope(), view.platform().id());
    if (act.isEmpty() && page.isAdministrator()) {
      asked(params.text("act"));
    }
  }

  private void asked(String wanted) {
    switch (wanted) {
      case "add" -> {
        person = PersonForm.blank(view.platform().language());
        act = wanted;
      }
      case "edit", "remove" ->
          contacts.stream()
              .filter(c -> c.contact().id().value() == params.number("contact").orElse(0L))
              .findFirst()
              .ifPresent(
                  c -> {
                    person = PersonForm.of(c);
                    act = wanted;
                  });
      case "change", "rotate", "close" -> {
        form = PlatformForm.of(view);
        act = wanted;
      }
      case "import" -> act = wanted;
      default -> act = "";
    }
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  public boolean isFound() {
    return view != null;
  }

  public String getName() {
    return view.platform().name();
  }

  public String getCode() {
    return view.platform().code().value();
  }

  /** Whether it was asked for by a number that is not its own any more. */
  public boolean isReplaced() {
    return !getCode().equals(params.text("p"));
  }

  public String getTyped() {
    return params.text("p");
  }

  public boolean isClosed() {
    return view.closed().isPresent();
  }

  public long getVersion() {
    return view.version();
  }

  public PlatformId getId() {
    return view.platform().id();
  }

  public List<TicketSheet.Pair> getFacts() {
    Words words = page.words();
    List<TicketSheet.Pair> facts = new ArrayList<>();
    facts.add(
        new TicketSheet.Pair(
            words.say("registry.language"),
            words.say("registry.language." + view.platform().language())));
    facts.add(new TicketSheet.Pair(words.say("registry.zone"), view.platform().zone().getId()));
    facts.add(new TicketSheet.Pair(words.say("registry.country"), view.country()));
    view.product()
        .ifPresent(
            id ->
                facts.add(
                    new TicketSheet.Pair(
                        words.say("registry.product"), names.getOrDefault(id, id))));
    view.closed()
        .ifPresent(
            at ->
                facts.add(new TicketSheet.Pair(words.say("registry.closed"), page.when().day(at))));
    return facts;
  }

  public List<People.Row> getPeople() {
    return People.rows(contacts, page.words());
  }

  public List<Choice> getDomains() {
    return view.domains().stream()
        .map(domain -> new Choice(domain, java.net.IDN.toUnicode(domain), false))
        .toList();
  }

  public List<Code> getCodes() {
    return view.codes().stream()
        .map(
            c ->
                new Code(
                    c.code().value(),
                    page.when().day(c.since()),
                    c.reason(),
                    c.code().equals(view.platform().code())))
        .toList();
  }

  public String getAct() {
    return act;
  }

  public PersonForm getPerson() {
    return person;
  }

  public PlatformForm getForm() {
    return form;
  }

  public List<Choice> getKinds() {
    return person.kindChoices(page.words());
  }

  public List<Choice> getLanguages() {
    return person == null ? form.languages(page.words()) : person.languages(page.words());
  }

  public List<Choice> getProducts() {
    return form.products(names, page.words());
  }

  public String getDomain() {
    return act.equals("domain") ? params.text("domain") : "";
  }

  /** As it was typed. */
  public String getTable() {
    return params.raw("table");
  }

  public String getReason() {
    return params.text("reason");
  }

  public Map<String, String> getErrors() {
    return faults().byField();
  }

  public List<String> getTrouble() {
    return tableLines.isEmpty() ? faults().lines() : tableLines;
  }
}
