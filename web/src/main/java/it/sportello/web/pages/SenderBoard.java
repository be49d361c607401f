package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidEntry;
import it.sportello.notifications.SenderAccounts;
import it.sportello.notifications.SenderChanged;
import it.sportello.notifications.SenderDraft;
import it.sportello.notifications.SenderId;
import it.sportello.notifications.SenderTrial;
import it.sportello.notifications.ServerTrouble;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under which names the desk writes, how each relay is doing, and the form that changes one. */
@Named("senders")
@RequestScoped
public class SenderBoard {
  private static final String HERE = "/senders";

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject SenderAccounts accounts;
  @Inject SenderTrial trial;
  @Inject Contacts contacts;

  private FieldFaults faults;
  private Optional<SenderForm> form = Optional.empty();
  private String outcome = "";
  private boolean opens;
  private Map<String, String> names = Map.of();
  private List<SenderSheet> sheets = List.of();
  private List<TicketSheet.Pair> desk = List.of();

  /** Tries what was typed, and saves nothing. */
  public void attempt() {
    faults = new FieldFaults(page.words());
    form = Optional.of(SenderForm.posted(params));
    opens = act(() -> tell(trial.of(who.scope(), form.get().sender(), draft()))) && opens;
  }

  /** Saves it if its relay lets us in. */
  public void tryAndSave() {
    attempt();
    if (opens) {
      save();
    }
  }

  /** Whether its relay lets us in or not. */
  public void save() {
    faults = new FieldFaults(page.words());
    form = Optional.of(SenderForm.posted(params));
    act(this::saved);
  }

  private void saved() {
    SenderForm typed = form.orElseThrow();
    if (typed.sender().isEmpty()) {
      SenderId id = accounts.add(who.scope(), draft());
      Turn.done(HERE, "sender_saved", id.value());
      return;
    }
    accounts.change(who.scope(), typed.sender().get(), (int) typed.version(), draft());
    Turn.done(HERE, "sender_saved", typed.id());
  }

  /** Tries a sender as it is saved. */
  public void check() {
    faults = new FieldFaults(page.words());
    SenderId id = id();
    accounts
        .find(who.scope(), id)
        .ifPresent(
            sender ->
                act(
                    () ->
                        tell(
                            trial.of(
                                who.scope(),
                                Optional.of(id),
                                SenderForm.of(sender).draft("", "")))));
  }

  /** Mails whoever asks what customers get. */
  public void test() {
    faults = new FieldFaults(page.words());
    act(
        () -> {
          accounts.tryOut((Caller.Staff) who.caller(), who.scope(), id());
          Turn.done(HERE, "sender_test", id().value());
        });
  }

  public void off() {
    accounts.switchOff(who.scope(), id());
    Turn.done(HERE, "sender_off", id().value());
  }

  public void on() {
    accounts.switchOn(who.scope(), id());
    Turn.done(HERE, "sender_on", id().value());
  }

  private SenderId id() {
    return new SenderId(params.number("id").orElse(0L));
  }

  private SenderDraft draft() {
    return form.orElseThrow().draft(params.raw("secret"), params.raw("refreshToken"));
  }

  private void tell(Optional<ServerTrouble> trouble) {
    opens = trouble.isEmpty();
    outcome = page.words().say(trouble.map(t -> "sender.trouble." + t).orElse("sender.opens"));
  }

  private boolean act(Runnable act) {
    try {
      act.run();
      return true;
    } catch (InvalidEntry | SenderChanged e) {
      faults.add(Problems.of(e));
      return false;
    }
  }

  public void load() {
    if (FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    if (page.isAdministrator()) {
      asked();
    }
    names = contacts.products();
    sheets =
        accounts.all(who.scope()).stream()
            .map(sender -> SenderSheet.of(sender, names, page))
            .toList();
    desk = SenderSheet.facts(accounts.byDefault(who.scope()), page.words());
  }

  private void asked() {
    if (form.isEmpty() && !params.text("add").isEmpty()) {
      form = Optional.of(SenderForm.blank());
    }
    if (form.isEmpty()) {
      form =
          params
              .number("edit")
              .flatMap(id -> accounts.find(who.scope(), new SenderId(id)))
              .map(SenderForm::of);
    }
  }

  public List<SenderSheet> getSheets() {
    return sheets;
  }

  /** What is sent under the desk's own name. */
  public List<TicketSheet.Pair> getDesk() {
    return desk;
  }

  public boolean isEditing() {
    return form.isPresent();
  }

  public SenderForm getForm() {
    return form.orElseGet(SenderForm::blank);
  }

  public List<Choice> getProducts() {
    return getForm().products(names);
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
