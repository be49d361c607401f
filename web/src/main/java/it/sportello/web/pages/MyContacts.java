package it.sportello.web.pages;

import it.sportello.contacts.Claim;
import it.sportello.contacts.Claims;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.ContactKind;
import it.sportello.contacts.ContactList;
import it.sportello.contacts.ContactView;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.Directory;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Configurazioni › Gestione piattaforma › Contatti › Elenco, as administrative contacts keep it.
 */
@Named
@RequestScoped
public class MyContacts {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject ContactList list;
  @Inject Directory directory;
  @Inject Contacts contacts;

  private List<Platform> platforms = List.of();
  private Platform platform;
  private List<ContactView> people = List.of();
  private List<Waiting> waiting = List.of();
  private FieldFaults faults;
  private PersonForm form;
  private String act = "";

  /**
   * An address that waits for its owner.
   *
   * @param mayAsk whether its owner may be asked once more
   */
  public record Waiting(
      long claim, String name, String address, String kinds, String asked, boolean mayAsk) {}

  public void add() {
    form = PersonForm.posted(params);
    act = "add";
    find()
        .ifPresent(
            at ->
                form.draft(directory.country(at), faults())
                    .ifPresent(
                        draft -> done(() -> list.ask(who.scope(), at, draft), "contact_asked")));
  }

  public void change() {
    form = PersonForm.posted(params);
    act = "edit";
    find()
        .ifPresent(
            at ->
                form.draft(directory.country(at), faults())
                    .ifPresent(
                        draft ->
                            done(
                                () ->
                                    list.change(
                                        who.scope(),
                                        at,
                                        new ContactId(form.contact()),
                                        form.version(),
                                        draft),
                                "registry_saved")));
  }

  public void remove() {
    PersonForm asked = PersonForm.posted(params);
    find()
        .ifPresent(
            at ->
                done(
                    () ->
                        list.remove(
                            who.scope(), at, new ContactId(asked.contact()), asked.version()),
                    "registry_saved"));
  }

  public void withdraw() {
    find().ifPresent(at -> done(() -> list.withdraw(who.scope(), at, claim()), "registry_saved"));
  }

  public void again() {
    find().ifPresent(at -> done(() -> list.again(who.scope(), at, claim()), "contact_asked"));
  }

  private long claim() {
    return params.number("claim").orElse(0L);
  }

  private void done(Runnable command, String notice) {
    try {
      command.run();
      Turn.done("/my/contacts?p=" + Turn.encode(params.text("p")), notice, 1);
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  /** One of the platforms whose list the reader keeps: another's is as good as none. */
  private Optional<PlatformId> find() {
    List<PlatformId> kept = list.kept(who.scope());
    Map<PlatformId, Platform> found = contacts.platformsByIds(kept);
    platforms = kept.stream().map(found::get).toList();
    String code = params.text("p");
    platform =
        platforms.stream()
            .filter(p -> code.isEmpty() || p.code().value().equals(code))
            .findFirst()
            .orElse(null);
    if (platform == null) {
      Turn.refuse(404);
    }
    return Optional.ofNullable(platform).map(Platform::id);
  }

  public void load() {
    if (find().isEmpty()) {
      return;
    }
    people = list.of(who.scope(), platform.id());
    Instant old = page.instant().minus(Claims.LIFE);
    waiting =
        list.waiting(who.scope(), platform.id()).stream()
            .map(claim -> waiting(claim, old))
            .toList();
    if (form == null) {
      asked(params.text("act"));
    }
  }

  private Waiting waiting(Claim claim, Instant old) {
    Words words = page.words();
    return new Waiting(
        claim.id(),
        claim.name(),
        claim.address().value(),
        String.join(
            ", ",
            claim.kinds().stream()
                .map((ContactKind k) -> words.say("registry.kind." + k))
                .toList()),
        words.say(
            claim.asked().isBefore(old) ? "list.unanswered" : "list.asked",
            page.when().brief(claim.asked())),
        claim.mails() < Claim.MOST_MAILS);
  }

  private void asked(String wanted) {
    if (wanted.equals("add")) {
      form = PersonForm.blank(platform.language());
      act = wanted;
    }
    if (wanted.equals("edit") || wanted.equals("remove")) {
      people.stream()
          .filter(c -> c.contact().id().value() == params.number("contact").orElse(0L))
          .findFirst()
          .ifPresent(
              c -> {
                form = PersonForm.of(c);
                act = wanted;
              });
    }
  }

  private FieldFaults faults() {
    if (faults == null) {
      faults = new FieldFaults(page.words());
    }
    return faults;
  }

  public List<Choice> getPlatforms() {
    return platforms.size() < 2
        ? List.of()
        : platforms.stream()
            .map(p -> new Choice(p.code().value(), p.name(), p.equals(platform)))
            .toList();
  }

  public String getName() {
    return platform == null ? "" : platform.name();
  }

  public String getCode() {
    return platform == null ? "" : platform.code().value();
  }

  public List<People.Row> getPeople() {
    return People.rows(people, page.words());
  }

  public List<Waiting> getWaiting() {
    return waiting;
  }

  public String getAct() {
    return act;
  }

  public PersonForm getForm() {
    return form;
  }

  public List<Choice> getKinds() {
    return form.kindChoices(page.words());
  }

  public List<Choice> getLanguages() {
    return form.languages(page.words());
  }

  public Map<String, String> getErrors() {
    return faults().byField();
  }

  public List<String> getTrouble() {
    return faults().lines();
  }
}
