package it.sportello.web.pages;

import it.sportello.notifications.MailboxAccounts;
import it.sportello.notifications.MailboxDraft;
import it.sportello.notifications.MailboxId;
import it.sportello.notifications.MailboxStates;
import it.sportello.notifications.MailboxTrial;
import it.sportello.notifications.ServerTrouble;
import it.sportello.notifications.StrangerAnswers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/** The mailboxes that the desk reads, how each is doing, and the form that changes one. */
@Named("mailboxes")
@RequestScoped
public class MailboxBoard extends ServerBoard<MailboxForm> {
  @Inject MailboxStates states;
  @Inject MailboxAccounts accounts;
  @Inject MailboxTrial trial;
  @Inject StrangerAnswers strangers;

  private boolean answering;
  private List<MailboxBox> boxes = List.of();

  @Override
  String here() {
    return "/mailboxes";
  }

  @Override
  String words() {
    return "box";
  }

  @Override
  MailboxForm blank() {
    return MailboxForm.blank();
  }

  @Override
  MailboxForm posted() {
    return MailboxForm.posted(params);
  }

  @Override
  Optional<MailboxForm> found(long id) {
    return accounts.find(who.scope(), new MailboxId(id)).map(MailboxForm::of);
  }

  @Override
  Optional<ServerTrouble> tried(MailboxForm typed, String secret, String refreshToken) {
    return trial.of(who.scope(), typed.box(), typed.draft(secret, refreshToken));
  }

  @Override
  long keep(MailboxForm typed, String secret, String refreshToken) {
    MailboxDraft draft = typed.draft(secret, refreshToken);
    if (typed.box().isEmpty()) {
      return accounts.add(who.scope(), draft).value();
    }
    accounts.change(who.scope(), typed.box().get(), (int) typed.version(), draft);
    return typed.id();
  }

  public void off() {
    accounts.switchOff(who.scope(), new MailboxId(id()));
    done("off", id());
  }

  public void on() {
    accounts.switchOn(who.scope(), new MailboxId(id()));
    done("on", id());
  }

  public void remove() {
    accounts.remove(who.scope(), new MailboxId(id()));
    done("removed", id());
  }

  /** Strangers are told how to be registered. */
  public void answer() {
    strangers.switchOn(who.scope());
    done("answer", 1);
  }

  public void stayMute() {
    strangers.switchOff(who.scope());
    done("mute", 1);
  }

  public void load() {
    if (FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    openForm();
    answering = strangers.isOn();
    boxes = states.all(who.scope()).stream().map(state -> MailboxBox.of(state, page)).toList();
  }

  public boolean isAnswering() {
    return answering;
  }

  public List<MailboxBox> getBoxes() {
    return boxes;
  }
}
