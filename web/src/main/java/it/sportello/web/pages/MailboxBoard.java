package it.sportello.web.pages;

import it.sportello.contacts.InvalidEntry;
import it.sportello.notifications.MailboxAccounts;
import it.sportello.notifications.MailboxChanged;
import it.sportello.notifications.MailboxDraft;
import it.sportello.notifications.MailboxId;
import it.sportello.notifications.MailboxStates;
import it.sportello.notifications.MailboxTrial;
import it.sportello.notifications.ServerTrouble;
import it.sportello.notifications.StrangerAnswers;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
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
  @Inject StrangerAnswers strangers;

  private FieldFaults faults;
  private Optional<MailboxForm> form = Optional.empty();
  private String outcome = "";
  private boolean opens;
  private boolean answering;
  private List<MailboxBox> boxes = List.of();

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

  /** Strangers are told how to be registered. */
  public void answer() {
    strangers.switchOn(who.scope());
    Turn.done(HERE, "box_answer", 1);
  }

  public void stayMute() {
    strangers.switchOff(who.scope());
    Turn.done(HERE, "box_mute", 1);
  }

  private MailboxId id() {
    return new MailboxId(params.number("id").orElse(0L));
  }

  private MailboxDraft draft() {
    return form.orElseThrow().draft(params.raw("secret"), params.raw("refreshToken"));
  }

  private void tell(Optional<ServerTrouble> trouble) {
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
    answering = strangers.isOn();
    boxes = states.all(who.scope()).stream().map(state -> MailboxBox.of(state, page)).toList();
  }

  public boolean isAnswering() {
    return answering;
  }

  public List<MailboxBox> getBoxes() {
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
