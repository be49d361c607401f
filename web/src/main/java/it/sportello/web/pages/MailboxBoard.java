package it.sportello.web.pages;

import it.sportello.contacts.InvalidEntry;
import it.sportello.notifications.Mailbox.Standing;
import it.sportello.notifications.MailboxAccounts;
import it.sportello.notifications.MailboxChanged;
import it.sportello.notifications.MailboxDraft;
import it.sportello.notifications.MailboxId;
import it.sportello.notifications.MailboxStates;
import it.sportello.notifications.MailboxTrial;
import it.sportello.notifications.MailboxTrouble;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mailboxes that the desk reads, how each is doing, and the form that changes one. */
@Named("mailboxes")
@RequestScoped
public class MailboxBoard {
  private static final String HERE = "/mailboxes";

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject MailboxStates states;
  @Inject MailboxAccounts accounts;
  @Inject MailboxTrial trial;

  private FieldFaults faults;
  private Optional<MailboxForm> form = Optional.empty();
  private String outcome = "";
  private boolean opens;
  private List<Box> boxes = List.of();

  /**
   * One mailbox in words.
   *
   * @param trouble what stands in the way; empty when it could be read
   */
  public record Box(
      long id,
      String name,
      String place,
      String state,
      String tone,
      String trouble,
      boolean read,
      boolean off,
      String changeLabel,
      String checkLabel,
      String offLabel,
      String onLabel,
      String removeLabel,
      List<TicketSheet.Pair> facts) {}

  /** Tries what was typed, and saves nothing. */
  public void attempt() {
    faults = new FieldFaults(page.words());
    form = Optional.of(MailboxForm.posted(params));
    opens = act(() -> tell(trial.of(who.scope(), form.get().box(), draft()))) && opens;
  }

  /** Saves it if it can be opened. */
  public void tryAndSave() {
    attempt();
    if (opens) {
      save();
    }
  }

  /** Whether it can be opened or not. */
  public void save() {
    faults = new FieldFaults(page.words());
    form = Optional.of(MailboxForm.posted(params));
    act(this::saved);
  }

  private void saved() {
    MailboxForm typed = form.orElseThrow();
    if (typed.box().isEmpty()) {
      MailboxId id = accounts.add(who.scope(), draft());
      Turn.done(HERE, "box_saved", id.value());
      return;
    }
    accounts.change(who.scope(), typed.box().get(), (int) typed.version(), draft());
    Turn.done(HERE, "box_saved", typed.id());
  }

  /** Tries a mailbox as it is saved. */
  public void check() {
    faults = new FieldFaults(page.words());
    MailboxId id = id();
    accounts
        .find(who.scope(), id)
        .ifPresent(
            box ->
                act(
                    () ->
                        tell(
                            trial.of(
                                who.scope(), Optional.of(id), MailboxForm.of(box).draft("", "")))));
  }

  public void off() {
    accounts.switchOff(who.scope(), id());
    Turn.done(HERE, "box_off", id().value());
  }

  public void on() {
    accounts.switchOn(who.scope(), id());
    Turn.done(HERE, "box_on", id().value());
  }

  public void remove() {
    accounts.remove(who.scope(), id());
    Turn.done(HERE, "box_removed", id().value());
  }

  private MailboxId id() {
    return new MailboxId(params.number("id").orElse(0L));
  }

  private MailboxDraft draft() {
    return form.orElseThrow().draft(params.raw("secret"), params.raw("refreshToken"));
  }

  private void tell(Optional<MailboxTrouble> trouble) {
    opens = trouble.isEmpty();
    outcome = page.words().say(trouble.map(t -> "box.trouble." + t).orElse("box.opens"));
  }

  private boolean act(Runnable act) {
    try {
      act.run();
      return true;
    } catch (InvalidEntry | MailboxChanged e) {
      faults.add(Problems.of(e));
      return false;
    }
  }

  public void load() {
    if (FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    if (form.isEmpty() && !params.text("add").isEmpty()) {
      form = Optional.of(MailboxForm.blank());
    }
    if (form.isEmpty()) {
      form =
          params
              .number("edit")
              .flatMap(id -> accounts.find(who.scope(), new MailboxId(id)))
              .map(MailboxForm::of);
    }
    boxes = states.all(who.scope()).stream().map(this::box).toList();
  }

  private Box box(MailboxStates.State state) {
    Words words = page.words();
    String key = state(state);
    return new Box(
        state.id().value(),
        state.name(),
        state.place(),
        words.say("box.state." + key),
        tone(key),
        state
            .trouble()
            .map(trouble -> trouble(trouble, state))
            .filter(line -> state.standing() == Standing.ACTIVE)
            .orElse(""),
        state.standing() != Standing.REMOVED,
        state.standing() == Standing.OFF,
        words.say("box.change.of", state.name()),
        words.say("box.check.of", state.name()),
        words.say("box.off.of", state.name()),
        words.say("box.on.of", state.name()),
        words.say("box.remove.of", state.name()),
        facts(state));
  }

  private String trouble(MailboxTrouble trouble, MailboxStates.State state) {
    String line = page.words().say("box.trouble." + trouble);
    return state
        .failingSince()
        .map(since -> line + " " + page.words().say("box.since", page.when().full(since)))
        .orElse(line);
  }

  private static String state(MailboxStates.State state) {
    if (state.standing() != Standing.ACTIVE) {
      return state.standing().name();
    }
    if (state.trouble().isPresent()) {
      return "FAILS";
    }
    return state.lastRead().isEmpty() ? "WAITS" : "WORKS";
  }

  private static String tone(String state) {
    return state.equals("WORKS") ? "kept" : state.equals("FAILS") ? "bad" : "plain";
  }

  private List<TicketSheet.Pair> facts(MailboxStates.State state) {
    List<TicketSheet.Pair> facts = new ArrayList<>();
    facts.add(pair("box.place", state.place()));
    if (state.standing() == Standing.ACTIVE && state.lastRead().isPresent()) {
      facts.add(pair("box.way", page.words().say(state.listens() ? "box.listens" : "box.polled")));
      facts.add(pair("box.lag", page.words().say("box.lag.value", state.lag().toSeconds())));
    }
    facts.add(pair("post.box.read", state.lastRead().map(page.when()::full).orElse("–")));
    facts.add(pair("post.box.latest", state.latest().map(page.when()::full).orElse("–")));
    facts.add(pair("post.box.stored", Long.toString(state.stored())));
    facts.add(pair("post.box.unread", Long.toString(state.unread())));
    facts.add(pair("post.box.to_fetch", Long.toString(state.toFetch())));
    facts.add(pair("post.box.reconciled", reconciled(state)));
    return facts;
  }

  private String reconciled(MailboxStates.State state) {
    return state
        .reconciled()
        .map(
            at ->
                page.words()
                    .say(
                        "post.box.difference",
                        page.when().full(at),
                        state.onServer(),
                        state.withoutRow()))
        .orElse("–");
  }

  private TicketSheet.Pair pair(String key, String value) {
    return new TicketSheet.Pair(page.words().say(key), value);
  }

  public List<Box> getBoxes() {
    return boxes;
  }

  public boolean isEditing() {
    return form.isPresent();
  }

  public MailboxForm getForm() {
    return form.orElseGet(MailboxForm::blank);
  }

  public List<Choice> getEncryptions() {
    return getForm().encryptions(page.words());
  }

  public List<Choice> getSignIns() {
    return getForm().signIns(page.words());
  }

  /** What a trial has found. */
  public String getOutcome() {
    return outcome;
  }

  public String getOutcomeTone() {
    return opens ? "good" : "bad";
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }
}
