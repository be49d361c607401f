package it.sportello.web.pages;

import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.SignInLinks;
import it.sportello.contacts.SignIns;
import it.sportello.contacts.SignIns.Outcome;
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

/** The sign-in: staff by password and a second step, customers by a link to their address. */
@Named
@RequestScoped
public class SignIn {
  private static final int UNPROCESSABLE = 422;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject HttpServletRequest request;
  @Inject SignIns signIns;
  @Inject SignInLinks links;
  @Inject SignInMails mails;
  @Inject Cookies cookies;
  @Inject Visits visits;

  private final List<String> trouble = new ArrayList<>();
  private String addressError = "";
  private String loginError = "";
  private String passwordError = "";

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

  public String getAddress() {
    return params.text("address");
  }

  public String getLogin() {
    return params.text("login");
  }

  public String getNext() {
    return params.path("next", "/");
  }

  public boolean isSent() {
    return params.text("sent").equals("1");
  }

  /** The password was right, and then it took too long or too many tries. */
  public boolean isOver() {
    return params.text("over").equals("1") && !params.posted();
  }
}
