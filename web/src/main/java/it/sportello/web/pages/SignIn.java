package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Sessions;
import it.sportello.contacts.Staff;
import it.sportello.notifications.SignInMails;
import it.sportello.web.security.CurrentCaller;
import it.sportello.web.security.SessionCookie;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sign-in: staff by password, customers by a link to their address. */
@Named
@RequestScoped
public class SignIn {
  private static final int UNPROCESSABLE = 422;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Staff staff;
  @Inject Sessions sessions;
  @Inject SessionCookie cookie;
  @Inject SignInMails mails;

  private final List<String> trouble = new ArrayList<>();
  private String addressError = "";
  private String loginError = "";
  private String passwordError = "";

  /** The same answer whether the address is registered or not. */
  public void askLink() {
    try {
      mails.send(new EmailAddress(params.text("address")), who.language());
      Turn.to("/sign-in?sent=1");
    } catch (InvalidValue e) {
      addressError = fault(params.text("address").isEmpty() ? "address.missing" : "address.shape");
    }
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
    Optional<Caller.Staff> member =
        staff.authenticate(params.text("login"), params.raw("password"));
    if (member.isEmpty()) {
      passwordError = fault("sign_in.wrong");
      return;
    }
    cookie.write(Turn.response(), sessions.open(member.get()));
    Turn.to(params.path("next", "/queue"));
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
    return params.path("next", "/queue");
  }

  public boolean isSent() {
    return params.text("sent").equals("1");
  }
}
