package it.sportello.web.pages;

import it.sportello.contacts.Contact;
import it.sportello.contacts.Directory;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformBook;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformDraft;
import it.sportello.contacts.PlatformId;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry, searched while one types, and the form of a new platform. */
@Named
@RequestScoped
public class Register {
  private static final int ROWS = 30;
  private static final int PEOPLE = 30;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Directory directory;
  @Inject PlatformBook book;
  @Inject it.sportello.contacts.Contacts contacts;

  private List<Platform> platforms = List.of();
  private List<Person> people = List.of();
  private String nextPlatforms = "";
  private String nextPeople = "";
  private PlatformForm form;
  private Map<String, String> names = Map.of();
  private FieldFaults faults;

  /**
   * @param code of the platform whose page has the person; empty where there is none
   */
  public record Person(String name, String addresses, String platforms, String code) {}

  public void add() {
    form = PlatformForm.posted(params);
    Optional<PlatformDraft> draft = form.draft(faults());
    Optional<PlatformCode> own = form.own(faults());
    if (draft.isEmpty() || !faults().none()) {
      return;
    }
    try {
      PlatformCode code = book.register(who.scope(), own, draft.get());
      Turn.done("/platform?p=" + code.value(), "platform_saved", Long.parseLong(code.value()));
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  public void load() {
    if (form == null && params.text("act").equals("new") && page.isAdministrator()) {
      form = PlatformForm.blank();
    }
    names = form == null ? Map.of() : contacts.products();
    String typed = getTyped();
    String here = "/registry?q=" + Turn.encode(typed);
    var found = directory.platforms(who.scope(), typed, params.number("after").orElse(0L), ROWS);
    platforms = found.rows();
    nextPlatforms = found.next() == 0 ? "" : here + "&after=" + found.next();
    var persons = directory.people(who.scope(), typed, params.number("person").orElse(0L), PEOPLE);
    people = people(persons.rows());
    nextPeople = persons.next() == 0 ? "" : here + "&person=" + persons.next();
  }

  /** One look-up of all their platforms. */
  private List<Person> people(List<Contact> found) {
    Map<PlatformId, Platform> theirs =
        contacts.platformsByIds(
            found.stream().flatMap(c -> c.platforms().keySet().stream()).distinct().toList());
    return found.stream()
        .map(
            contact -> {
              List<Platform> own =
                  contact.platforms().keySet().stream()
                      .map(theirs::get)
                      .filter(java.util.Objects::nonNull)
                      .toList();
              return new Person(
                  contact.name(),
                  String.join(", ", contact.addresses().stream().map(EmailAddress::value).toList()),
                  String.join(", ", own.stream().map(Platform::name).toList()),
                  own.isEmpty() ? "" : own.get(0).code().value());
            })
        .toList();
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  public String getTyped() {
    String typed = params.text("q");
    return typed.length() > 200 ? typed.substring(0, 200) : typed;
  }

  public List<Platform> getPlatforms() {
    return platforms;
  }

  public List<Person> getPeople() {
    return people;
  }

  public String getNextPlatforms() {
    return nextPlatforms;
  }

  public String getNextPeople() {
    return nextPeople;
  }

  public boolean isEditing() {
    return form != null;
  }

  public PlatformForm getForm() {
    return form;
  }

  public List<Choice> getLanguages() {
    return form.languages(page.words());
  }

  public List<Choice> getProducts() {
    return form.products(names, page.words());
  }

  public Map<String, String> getErrors() {
    return faults().byField();
  }

  public List<String> getTrouble() {
    return faults().lines();
  }
}
