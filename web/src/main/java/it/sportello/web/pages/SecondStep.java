package it.sportello.web.pages;

import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PasskeyAsk;
import it.sportello.contacts.SignIns;
import it.sportello.contacts.SignIns.Outcome;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.Visits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * After the password: a code of the authenticator or a passkey, or the setting up of either.
 * Recovery codes are shown in the answer that made them and never again.
 */
@Named
@RequestScoped
public class SecondStep {
  private static final int UNPROCESSABLE = 422;

  @Inject Page page;
  @Inject Params params;
  @Inject HttpServletRequest request;
  @Inject SignIns signIns;
  @Inject Entrance entrance;
  @Inject PasskeyForm passkeys;
  @Inject Cookies cookies;
  @Inject Visits visits;

  private SignIns.Step step = SignIns.Step.NONE;
  private QrCode qr;
  private List<String> recovery = List.of();
  private String error = "";

  static String path(String next) {
    return next.equals("/") ? "/second-step" : "/second-step?next=" + Turn.encode(next);
  }

  private String attempt() {
    return cookies.read(request, Cookies.Kind.STEP).orElse("");
  }

  public void enter() {
    if (params.text("code").isEmpty()) {
      error = page.words().say("sg.code.missing");
      Turn.status(UNPROCESSABLE);
      return;
    }
    end(signIns.code(attempt(), params.text("code"), visits.of(request)), "sg.code.wrong");
  }

  public void passkey() {
    end(signIns.passkey(attempt(), passkeys.proof(), visits.of(request)), "pk.wrong");
  }

  public void newPasskey() {
    try {
      end(
          signIns.passkey(
              attempt(), passkeys.offer(page.words().say("pk.first")), visits.of(request)),
          "pk.refused");
    } catch (InvalidValue e) {
      error = page.words().say("pk.refused");
      Turn.status(UNPROCESSABLE);
    }
  }

  private void end(Outcome outcome, String wrong) {
    if (outcome instanceof Outcome.Signed signed) {
      enter(signed);
    } else if (outcome instanceof Outcome.Wait wait) {
      error = Waits.say(page.words(), "sg.wait.code", wait.time());
    } else if (outcome instanceof Outcome.Wrong) {
      error = page.words().say(wrong);
      Turn.status(UNPROCESSABLE);
    }
  }

  private void enter(Outcome.Signed signed) {
    entrance.enter(Turn.response(), signed.session(), signed.device());
    recovery = signed.recovery();
    if (recovery.isEmpty()) {
      Turn.to(getNext());
    }
  }

  public void load() {
    if (!recovery.isEmpty() || FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    Optional<SignIns.Step> owed = signIns.step(attempt());
    if (owed.isEmpty()) {
      cookies.clear(Turn.response(), Cookies.Kind.STEP);
      Turn.to("/sign-in?over=1");
      return;
    }
    step = owed.get();
    qr = step.enrols() ? QrCode.of(step.uri()) : null;
  }

  public SignIns.Step getStep() {
    return step;
  }

  public PasskeyAsk getPasskey() {
    return step.passkey();
  }

  public boolean isEnrols() {
    return step.enrols();
  }

  public QrCode getQr() {
    return qr;
  }

  public List<String> getRecovery() {
    return recovery;
  }

  public String getError() {
    return error;
  }

  public List<String> getTrouble() {
    return error.isEmpty() ? List.of() : List.of(error);
  }

  public String getNext() {
    return params.path("next", "/");
  }
}
