package it.sportello.web.pages;

import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Invitations;
import it.sportello.contacts.NewMember;
import it.sportello.contacts.Role;
import it.sportello.web.security.Cookies;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The page on which the first administrator comes in, with the token that the start has printed. A
 * desk that has staff knows no such page.
 */
@Named
@RequestScoped
public class FirstPerson {
  private static final int NOT_FOUND = 404;

  @Inject Page page;
  @Inject Params params;
  @Inject Invitations invitations;
  @Inject Cookies cookies;

  private FieldFaults faults;

  public void enter() {
    faults = new FieldFaults(page.words());
    try {
      NewMember first =
          new NewMember(
              params.text("login"),
              params.text("name"),
              params.text("email"),
              Set.of(Role.values()));
      Optional<String> attempt =
          invitations.acceptFirst(
              params.text("token"), first, page.words().language(), params.raw("new"));
      if (attempt.isEmpty()) {
        faults.add("token", "first.token");
        return;
      }
      cookies.write(Turn.response(), Cookies.Kind.STEP, attempt.get());
      Turn.to("/second-step");
    } catch (InvalidValue e) {
      faults.add(field(e.key()), e.key());
    }
  }

  private static String field(String key) {
    if (key.startsWith("password.")) {
      return "new";
    }
    return key.startsWith("email.") ? "email" : key.replaceFirst("^staff\\.(\\w+).*", "$1");
  }

  public void load() {
    if (!FacesContext.getCurrentInstance().getResponseComplete()
        && !invitations.isFirstExpected()) {
      Turn.refuse(NOT_FOUND);
    }
  }

  public Map<String, String> getErrors() {
    return faults == null ? Map.of() : faults.byField();
  }

  public List<String> getTrouble() {
    return faults == null ? List.of() : faults.lines();
  }

  /** What was typed, when it has to be corrected; never the password. */
  public Map<String, String> getTyped() {
    return Map.of(
        "login", params.text("login"),
        "name", params.text("name"),
        "email", params.text("email"),
        "token", params.text("token"));
  }
}
