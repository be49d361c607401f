package it.sportello.web.pages;

import it.sportello.contacts.SignInLinks;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.Visits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The page of a one-time link. Looking at it uses nothing up, so that a scanner of mails does no
 * harm; its button signs in, in the browser that asked for the link and in no other: a link that
 * somebody else was sent, or has stolen, opens nothing.
 */
@Named
@RequestScoped
public class Link {
  private static final int GONE = 410;

  @Inject Params params;
  @Inject HttpServletRequest request;
  @Inject SignInLinks links;
  @Inject Entrance entrance;
  @Inject Cookies cookies;
  @Inject Visits visits;

  private boolean expired;

  public void redeem() {
    Optional<SignInLinks.Redeemed> in =
        links.redeem(
            params.text("t"),
            cookies.read(request, Cookies.Kind.BROWSER).orElse(""),
            visits.of(request));
    if (in.isEmpty()) {
      expired = true;
      Turn.status(GONE);
      return;
    }
    entrance.enter(Turn.response(), in.get().session(), in.get().device());
    cookies.clear(Turn.response(), Cookies.Kind.BROWSER);
    Turn.to(entrance.onward(in.get().person(), "/my"));
  }

  public String getSecret() {
    return params.text("t");
  }

  public boolean isExpired() {
    return expired || params.text("t").isEmpty();
  }

  /** This browser has asked for no link of late. */
  public boolean isElsewhere() {
    return cookies.read(request, Cookies.Kind.BROWSER).isEmpty();
  }
}
