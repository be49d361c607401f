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
import it.sportello.contacts.StaleSignIn;
import it.sportello.contacts.Ways;
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
  @Inject FreshSignIn fresh;
  @Inject Ways ways;

  private List<Platform> platforms = List.of();
  private Platform platform;
  private List<ContactView> people = List.of();
  private List<Waiting> waiting = List.of();
  private FieldFaults faults;
  private PersonForm form;
  private String act = "";
  private String next = "";

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
                        draft ->
                            done(
                                () -> list.ask(who.scope(), fresh.session(), at, draft),
                                "contact_asked")));
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
                                        fresh.session(),
                                        at,
                                        new ContactId(form.contact()),
                                        form.version(),
                                        draft),
                                "registry_saved")));
  }

  public void remove() {
    PersonForm asked = PersonForm.posted(params);
    act = "remove";
    find()
        .ifPresent(
            at ->
                done(
                    () ->
                        list.remove(
                            who.scope(),
                            fresh.session(),
                            at,
                            new ContactId(asked.contact()),
                            asked.version()),
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
    } catch (StaleSignIn e) {
      PersonForm typed = form == null ? PersonForm.posted(params) : form;
      next = fresh.ask(new HeldPerson(act, platform.code().value(), typed));
      faults().add(Problems.of(e));
    } catch (RuntimeException e) {
      faults().add(Problems.of(e));
    }
  }

  /** One of the platforms whose list the reader keeps: another's is as good as none. */
  private Optional<PlatformId> find() {
    List<PlatformId> kept = list.kept(who.scope());
    Map<PlatformId, Platform> found = contacts.platformsByIds(kept);
    platforms = kept.stream().map(found::get).toList();
    String code = back().map(HeldPerson::code).orElseGet(() -> params.text("p"));
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

  /** Come back from the link that was needed first. */
  private Optional<HeldPerson> back() {
    return params.text("held").equals("1") && !params.posted() ? fresh.typed() : Optional.empty();
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
      back()
          .ifPresentOrElse(
              this::goOn, () -> asked(params.text("act"), params.number("contact").orElse(0L)));
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

  private void goOn(HeldPerson held) {
    if (held.act().equals("remove")) {
      asked("remove", held.form().contact());
      return;
    }
    form = held.form();
    act = held.act();
  }

  private void asked(String wanted, long contact) {
    if (wanted.equals("add")) {
      form = PersonForm.blank(platform.language());
      act = wanted;
    }
    if (wanted.equals("edit") || wanted.equals("remove")) {
      people.stream()
          .filter(c -> c.contact().id().value() == contact)
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

  /** What happens next when another sign-in is needed first; else nothing. */
  public String getNext() {
    return next;
  }

  /** Whether the other sign-in may be the organisation's. */
  public boolean isByProvider() {
    return ways.areCustomersByProvider();
  }

  /** Whether what is shown was typed before another sign-in. */
  public boolean isBack() {
    return form != null && back().isPresent();
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
