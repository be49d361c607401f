package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.MyAccount;
import it.sportello.contacts.Passkey;
import it.sportello.contacts.PasskeyAsk;
import it.sportello.contacts.Sessions;
import it.sportello.notifications.Signatures;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import it.sportello.web.security.Visits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everybody's own page: where they are signed in, and for the staff password and second factor. */
@Named
@RequestScoped
public class Account {
  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject HttpServletRequest request;
  @Inject Sessions sessions;
  @Inject MyAccount account;
  @Inject Cookies cookies;
  @Inject Signatures signatures;
  @Inject Visits visits;
  @Inject PasskeyForm passkeys;

  private FieldFaults faults;
  private List<Row> rows = List.of();
  private List<String> recovery = List.of();
  private List<Key> keys = List.of();
  private PasskeyAsk asked = PasskeyAsk.NOTHING;
  private long removing;

  /** One session. */
  public record Row(
      long id,
      String browser,
      String address,
      String since,
      String seen,
      boolean own,
      String end) {}

  /**
   * One passkey.
   *
   * @param used when, or that it never was, in words as {@code made}
   * @param open whether its removal is being asked about
   */
  public record Key(long id, String name, String made, String used, String remove, boolean open) {}

  public void end() {
    sessions.end(who.caller(), params.number("id").orElse(0L));
    Turn.done("/account", "sg_session_ended", 1);
  }

  public void endOthers() {
    sessions.endOthers(who.caller(), own());
    Turn.done("/account", "sg_sessions_ended", 1);
  }

  public void password() {
    act(
        "old",
        me -> {
          String session =
              account.changePassword(me, params.raw("old"), params.raw("new"), visits.of(request));
          cookies.write(Turn.response(), Cookies.Kind.SESSION, session);
          Turn.done("/account", "sg_password", 1);
        });
  }

  public void signature() {
    act(
        "signature",
        me -> {
          signatures.keep(me, params.raw("signature"));
          Turn.done("/account", "mo_signature", 1);
        });
  }

  public void recovery() {
    act("recovery", me -> recovery = account.renewRecovery(me, params.raw("recovery")));
  }

  public void factor() {
    act(
        "factor",
        me -> {
          account.removeFactor(me, params.raw("factor"), params.text("code"));
          cookies.clear(Turn.response(), Cookies.Kind.SESSION);
          Turn.to("/sign-in");
        });
  }

  /** The password was right: the device is asked on the page that answers. */
  public void askPasskey() {
    act(
        "passkey",
        me ->
            asked =
                account.askPasskey(me, params.raw("passkey"), params.text("passkeyName"), own()));
  }

  public void addPasskey() {
    act(
        "passkeyName",
        me -> {
          String session =
              account.addPasskey(
                  me, passkeys.offer(params.text("passkeyName")), own(), visits.of(request));
          cookies.write(Turn.response(), Cookies.Kind.SESSION, session);
          Turn.done("/account", "pk_added", 1);
        });
  }

  public void removePasskey() {
    removing = params.number("id").orElse(0L);
    act(
        "removing",
        me -> {
          String session =
              account.removePasskey(me, params.raw("removing"), removing, visits.of(request));
          cookies.write(Turn.response(), Cookies.Kind.SESSION, session);
          Turn.done("/account", "pk_removed", 1);
        });
  }

  private void act(String field, Consumer<Caller.Staff> act) {
    if (!(who.caller() instanceof Caller.Staff me)) {
      Turn.refuse(403);
      return;
    }
    faults = new FieldFaults(page.words());
    try {
      act.accept(me);
    } catch (InvalidValue e) {
      faults.add(place(field, e.key()), e.key());
    }
  }

  private static String place(String field, String key) {
    if (key.startsWith("password.")) {
      return "new";
    }
    if (key.equals("passkey.name") || key.equals("passkey.many")) {
      return "passkeyName";
    }
    return key.equals("account.code") ? "code" : field;
  }

  public void load() {
    if (!FacesContext.getCurrentInstance().getResponseComplete()) {
      rows = sessions.of(who.caller(), own()).stream().map(this::row).toList();
      if (who.caller() instanceof Caller.Staff me) {
        keys = account.passkeys(me).stream().map(this::key).toList();
      }
    }
  }

  private Key key(Passkey passkey) {
    Words words = page.words();
    return new Key(
        passkey.id(),
        passkey.name(),
        words.say("pk.made", page.when().brief(passkey.made())),
        passkey
            .used()
            .map(used -> words.say("pk.used", page.when().brief(used)))
            .orElse(words.say("pk.unused")),
        words.say("pk.remove.label", passkey.name()),
        passkey.id() == removing);
  }

  private Row row(Sessions.Open open) {
    String browser = Browser.name(open.browser());
    return new Row(
        open.id(),
        browser.isEmpty() ? page.words().say("sg.browser.unknown") : browser,
        open.address(),
        page.when().brief(open.created()),
        page.when().brief(open.seen()),
        open.own(),
        page.words().say("sg.session.end.label", browser, open.address()));
  }

  private String own() {
    return cookies.read(request, Cookies.Kind.SESSION).orElse("");
  }

  public List<Row> getRows() {
    return rows;
  }

  public List<String> getRecovery() {
    return recovery;
  }

  public List<Key> getKeys() {
    return keys;
  }

  public PasskeyAsk getAsked() {
    return asked;
  }

  /** For the passkey that is being made. */
  public String getPasskeyName() {
    return params.text("passkeyName");
  }

  /** Whether the desk keeps this person's password and second factor. */
  public boolean isOwn() {
    return who.caller() instanceof Caller.Staff me && account.isOwn(me);
  }

  public boolean isAuthenticator() {
    return who.caller() instanceof Caller.Staff me && account.hasAuthenticator(me);
  }

  /** As it is typed, or as it is kept. */
  public String getSignature() {
    if (page.posted("signature")) {
      return params.raw("signature");
    }
    return who.caller() instanceof Caller.Staff me ? signatures.of(me.id()) : "";
  }

  public String getLeft() {
    return who.caller() instanceof Caller.Staff me
        ? page.words().say("sg.recovery.left", account.recoveryLeft(me))
        : "";
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }
}
