package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Somebody has signed out. Where an identity provider had let them in, the browser goes on to it by
 * itself: a form must not lead to another site (Content Security Policy, form-action), a page may.
 */
@Named
@RequestScoped
public class SignedOut {
  @Inject CurrentCaller who;
  @Inject Cookies cookies;
  @Inject HttpServletRequest request;

  private boolean leaving;

  public void load() {
    if (who.caller() instanceof Caller.Staff || who.caller() instanceof Caller.Customer) {
      Turn.to("/");
      return;
    }
    leaving = cookies.read(request, Cookies.Kind.LEAVING).isPresent();
    if (leaving) {
      Turn.response().setHeader("Refresh", "0; url=" + ProviderDoor.OUT);
    }
  }

  /** Whether the provider's session is still to be ended. */
  public boolean isLeaving() {
    return leaving;
  }

  public String getOut() {
    return ProviderDoor.OUT;
  }
}
