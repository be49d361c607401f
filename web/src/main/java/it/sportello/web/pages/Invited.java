package it.sportello.web.pages;

import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Invitations;
import it.sportello.web.security.Cookies;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of a one-time link by which a member of the staff chooses a password. */
@Named
@RequestScoped
public class Invited {
  private static final int GONE = 410;

  @Inject Page page;
  @Inject Params params;
  @Inject Invitations invitations;
  @Inject Cookies cookies;

  private FieldFaults faults;
  private String login = "";

  public void choose() {
    faults = new FieldFaults(page.words());
    try {
      Optional<String> attempt = invitations.accept(params.text("t"), params.raw("new"));
      if (attempt.isPresent()) {
        cookies.write(Turn.response(), Cookies.Kind.STEP, attempt.get());
        Turn.to("/second-step");
      }
    } catch (InvalidValue e) {
      faults.add("new", e.key());
    }
  }

  public void load() {
    if (FacesContext.getCurrentInstance().getResponseComplete()) {
      return;
    }
    login = invitations.invited(params.text("t")).orElse("");
    if (login.isEmpty()) {
      Turn.status(GONE);
    }
  }

  public String getLogin() {
    return login;
  }

  public String getSecret() {
    return params.text("t");
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }
}
