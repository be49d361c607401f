package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.ProviderExits;
import it.sportello.contacts.ProviderSignIns;
import it.sportello.contacts.ProviderSignIns.Identity;
import it.sportello.contacts.ProviderSignIns.Journey;
import it.sportello.contacts.ProviderSignIns.Whom;
import it.sportello.contacts.SignInLinks;
import it.sportello.web.oidc.ProviderAway;
import it.sportello.web.oidc.ProviderRefused;
import it.sportello.web.oidc.Providers;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import it.sportello.web.security.Visits;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way to an identity provider and back. Whoever comes back has to hold the cookie of the
 * browser that was sent, and the state that it was sent with, which is good once; where it goes on
 * was kept here meanwhile. Whatever is not as it should be ends on the sign-in page, in words.
 */
@WebServlet(
    name = "provider",
    urlPatterns = {"/provider", Providers.BACK, ProviderDoor.OUT})
public class ProviderDoor extends HttpServlet {
  /** From the page that says that somebody has signed out, on to the provider. */
  static final String OUT = "/provider/out";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(ProviderDoor.class.getName());
  private static final int LONGEST = 4_000;

  @Inject transient CurrentCaller who;
  @Inject transient Params params;
  @Inject transient Providers providers;
  @Inject transient ProviderSignIns signIns;
  @Inject transient ProviderExits exits;
  @Inject transient Entrance entrance;
  @Inject transient Cookies cookies;
  @Inject transient Visits visits;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(Providers.BACK)) {
      response.sendRedirect(back(request, response));
      return;
    }
    if (request.getServletPath().equals(OUT)) {
      response.sendRedirect(out(request, response));
      return;
    }
    Optional<Whom> whom = params.choice(Whom.class, "to").filter(providers::has);
    if (whom.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.sendRedirect(forth(whom.get(), request, response));
  }

  private String forth(Whom whom, HttpServletRequest request, HttpServletResponse response) {
    String browser = ProviderSignIns.browser();
    Optional<Journey> journey =
        signIns.begin(whom, browser, params.path("next", "/"), visits.of(request));
    if (journey.isEmpty()) {
      return "/sign-in?provider=wait";
    }
    try {
      // Whoever is in and comes here has been asked to show once more who they are.
      boolean again = !(who.caller() instanceof Caller.Anonymous);
      String door = providers.door(journey.get(), again).toString();
      cookies.write(response, Cookies.Kind.PROVIDER, browser);
      return door;
    } catch (ProviderAway e) {
      return away(e);
    }
  }

  private String back(HttpServletRequest request, HttpServletResponse response) {
    String browser = cookies.read(request, Cookies.Kind.PROVIDER).orElse("");
    cookies.clear(response, Cookies.Kind.PROVIDER);
    Optional<Journey> journey = signIns.end(params.text("state"), browser);
    if (journey.isEmpty() || !providers.has(journey.get().whom())) {
      return "/sign-in?provider=over";
    }
    String code = params.text("code");
    if (code.isEmpty() || code.length() > LONGEST) {
      return "/sign-in?provider=refused";
    }
    try {
      Identity identity = providers.identity(journey.get(), code, params.text("iss"));
      Optional<SignInLinks.Redeemed> in =
          signIns.enter(journey.get().whom(), identity, visits.of(request));
      in.ifPresent(opened -> entrance.enter(response, opened.session(), opened.device()));
      return in.map(opened -> entrance.onward(opened.person(), journey.get().next()))
          .orElse("/sign-in?provider=nobody");
    } catch (ProviderAway e) {
      return away(e);
    } catch (ProviderRefused e) {
      LOG.log(
          Level.WARNING, "The answer of an identity provider was not taken: {0}", e.getMessage());
      return "/sign-in?provider=refused";
    }
  }

  /** Once, with the secret that signing out has left in this browser. */
  private String out(HttpServletRequest request, HttpServletResponse response) {
    Optional<ProviderExits.Exit> exit =
        cookies.read(request, Cookies.Kind.LEAVING).flatMap(exits::end);
    cookies.clear(response, Cookies.Kind.LEAVING);
    try {
      return exit.isPresent()
          ? providers.exit(exit.get()).map(URI::toString).orElse(Providers.OUT)
          : Providers.OUT;
    } catch (ProviderAway e) {
      away(e);
      return Providers.OUT;
    }
  }

  private static String away(ProviderAway e) {
    LOG.log(Level.WARNING, e.getMessage() + ": {0}", e.getCause().getClass().getName());
    return "/sign-in?provider=away";
  }
}
