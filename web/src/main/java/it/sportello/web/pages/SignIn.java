package it.sportello.web.pages;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PasskeyAsk;
import it.sportello.contacts.PasskeyDoor;
import it.sportello.contacts.SignInLinks;
import it.sportello.contacts.SignIns;
import it.sportello.contacts.SignIns.Outcome;
import it.sportello.contacts.Ways;
import it.sportello.notifications.SignInMails;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import it.sportello.web.security.Visits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sign-in: staff by password and a second step or by a passkey that is both, customers by a
 * link to their address.
 */
@Named
@RequestScoped
public class SignIn {
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;

  private static final List<String> PROVIDER =
      List.of("idp.away", "idp.refused", "idp.nobody", "idp.over", "idp.wait");

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject HttpServletRequest request;
  @Inject SignIns signIns;
  @Inject SignInLinks links;
  @Inject SignInMails mails;
  @Inject PasskeyDoor door;
  @Inject PasskeyForm passkeys;
  @Inject Entrance entrance;
  @Inject Ways ways;
  @Inject Cookies cookies;
  @Inject Visits visits;

  private final List<String> trouble = new ArrayList<>();
  private String addressError = "";
  private String loginError = "";
  private String passwordError = "";
  private PasskeyAsk passkey = PasskeyAsk.NOTHING;

  /** The same answer whether the address is registered or not. */
  public void askLink() {
    try {
      askLink(new EmailAddress(params.text("address")));
    } catch (InvalidValue e) {
      addressError = fault(params.text("address").isEmpty() ? "address.missing" : "address.shape");
    }
  }

  private void askLink(EmailAddress address) {
    String browser = SignInLinks.browser(cookies.read(request, Cookies.Kind.BROWSER).orElse(""));
    Optional<Duration> wait = links.request(address, browser, visits.of(request));
    if (wait.isPresent()) {
      addressError = tooMany("sg.wait.link", wait.get());
      return;
    }
    mails.send(address, who.language());
    cookies.write(Turn.response(), Cookies.Kind.BROWSER, browser);
    Turn.to("/sign-in?sent=1");
  }

  public void enter() {
    if (params.text("login").isEmpty()) {
      loginError = fault("login.missing");
    }
    if (params.raw("password").isEmpty()) {
      passwordError = fault("password.missing");
    }
    if (!trouble.isEmpty()) {
      return;
    }
    Outcome outcome =
        signIns.password(params.text("login"), params.raw("password"), visits.of(request));
    if (outcome instanceof Outcome.Next next) {
      cookies.write(Turn.response(), Cookies.Kind.STEP, next.attempt());
      Turn.to(SecondStep.path(getNext()));
    } else if (outcome instanceof Outcome.Wait wait) {
      passwordError = tooMany("sg.wait.password", wait.time());
    } else {
      passwordError = fault("sign_in.wrong");
    }
  }

  /** The device is asked on the page that answers. */
  public void askPasskey() {
    String browser = PasskeyDoor.browser();
    passkey = door.ask(browser, visits.of(request));
    if (passkey.asks()) {
      cookies.write(Turn.response(), Cookies.Kind.PASSKEY, browser);
      return;
    }
    trouble.add(page.words().say("pk.wait"));
    Turn.status(TOO_MANY);
  }

  public void enterByPasskey() {
    Outcome outcome =
        door.enter(
            cookies.read(request, Cookies.Kind.PASSKEY).orElse(""),
            passkeys.proof(),
            visits.of(request));
    cookies.clear(Turn.response(), Cookies.Kind.PASSKEY);
    if (outcome instanceof Outcome.Signed signed) {
      entrance.enter(Turn.response(), signed.session(), signed.device());
      Turn.to(getNext());
      return;
    }
    fault("pk.wrong");
  }

  private String tooMany(String key, Duration wait) {
    String sentence = Waits.say(page.words(), key, wait);
    trouble.add(sentence);
    return sentence;
  }

  private String fault(String key) {
    String sentence = page.words().say(key);
    trouble.add(sentence);
    Turn.status(UNPROCESSABLE);
    return sentence;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getAddressError() {
    return addressError;
  }

  public String getLoginError() {
    return loginError;
  }

  public String getPasswordError() {
    return passwordError;
  }

  public PasskeyAsk getPasskey() {
    return passkey;
  }

  public String getAddress() {
    return params.text("address");
  }

  public String getLogin() {
    return params.text("login");
  }

  public String getNext() {
    return params.path("next", "/");
  }

  public String getNextEncoded() {
    return Turn.encode(getNext());
  }

  public boolean isSent() {
    return params.text("sent").equals("1");
  }

  public boolean isStaffByProvider() {
    return ways.isStaffByProvider();
  }

  public boolean isCustomersByProvider() {
    return ways.areCustomersByProvider();
  }

  /** Whether anybody may use a password: for emergencies, where a provider is asked. */
  public boolean isPasswordAsked() {
    return ways.isPasswordAsked();
  }

  /** Why the provider has let nobody in; empty for nothing to say. */
  public String getProvider() {
    String key = "idp." + params.text("provider");
    return !params.posted() && PROVIDER.contains(key) ? page.words().say(key) : "";
  }

  /** The password was right, and then it took too long or too many tries. */
  public boolean isOver() {
    return params.text("over").equals("1") && !params.posted();
  }
}
