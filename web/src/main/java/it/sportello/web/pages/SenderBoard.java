package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Contacts;
import it.sportello.notifications.SenderAccounts;
import it.sportello.notifications.SenderDraft;
import it.sportello.notifications.SenderId;
import it.sportello.notifications.SenderTrial;
import it.sportello.notifications.ServerTrouble;
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
public class SenderBoard extends ServerBoard<SenderForm> {
  @Inject SenderAccounts accounts;
  @Inject SenderTrial trial;
  @Inject Contacts contacts;

  private Map<String, String> names = Map.of();
  private List<SenderSheet> sheets = List.of();
  private List<TicketSheet.Pair> desk = List.of();

  @Override
  String here() {
    return "/senders";
  }

  @Override
  String words() {
    return "sender";
  }

  @Override
  SenderForm blank() {
    return SenderForm.blank();
  }

  @Override
  SenderForm posted() {
    return SenderForm.posted(params);
  }

  @Override
  Optional<SenderForm> found(long id) {
    return accounts.find(who.scope(), new SenderId(id)).map(SenderForm::of);
  }

  @Override
  Optional<ServerTrouble> tried(SenderForm typed, String secret, String refreshToken) {
    return trial.of(who.scope(), typed.sender(), typed.draft(secret, refreshToken));
  }

  @Override
  long keep(SenderForm typed, String secret, String refreshToken) {
    SenderDraft draft = typed.draft(secret, refreshToken);
    if (typed.sender().isEmpty()) {
      return accounts.add(who.scope(), draft).value();
    }
    accounts.change(who.scope(), typed.sender().get(), (int) typed.version(), draft);
    return typed.id();
  }

  /** Mails whoever asks what customers get. */
  public void test() {
    act(
        () -> {
          accounts.tryOut((Caller.Staff) who.caller(), who.scope(), new SenderId(id()));
          done("test", id());
        });
  }

  public void off() {
    accounts.switchOff(who.scope(), new SenderId(id()));
    done("off", id());
  }

  public void on() {
    accounts.switchOn(who.scope(), new SenderId(id()));
    done("on", id());
  }

  public void load() {
    if (FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    if (page.isAdministrator()) {
      openForm();
    }
    names = contacts.products();
    sheets =
        accounts.all(who.scope()).stream()
            .map(sender -> SenderSheet.of(sender, names, page))
            .toList();
    desk = SenderSheet.facts(accounts.byDefault(who.scope()), page.words());
  }

  public List<SenderSheet> getSheets() {
    return sheets;
  }

  /** What is sent under the desk's own name. */
  public List<TicketSheet.Pair> getDesk() {
    return desk;
  }

  public List<Choice> getProducts() {
    return getForm().products(names);
  }
}
