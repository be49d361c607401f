package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Sessions;
import it.sportello.contacts.SignInLinks;
import it.sportello.web.security.SessionCookie;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/**
 * The page of a one-time link. Looking at it uses nothing up, so that a scanner of mails does no
 * harm; its button signs in.
 */
@Named
@RequestScoped
public class Link {
  private static final int GONE = 410;

  @Inject Params params;
  @Inject SignInLinks links;
  @Inject Sessions sessions;
  @Inject SessionCookie cookie;

  private boolean expired;

  public void redeem() {
    Optional<Caller.Customer> customer = links.redeem(params.text("t"));
    if (customer.isEmpty()) {
      expired = true;
      Turn.status(GONE);
      return;
    }
    cookie.write(Turn.response(), sessions.open(customer.get()));
    Turn.to("/my");
  }

  public String getSecret() {
    return params.text("t");
  }

  public boolean isExpired() {
    return expired || params.text("t").isEmpty();
  }
}
