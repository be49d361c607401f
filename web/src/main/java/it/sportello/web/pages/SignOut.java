package it.sportello.web.pages;

import it.sportello.contacts.ProviderExits;
import it.sportello.contacts.Sessions;
import it.sportello.web.oidc.Providers;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends the session on every node, takes the cookie back and empties what the browser has kept:
 * drafts and pages. That this browser is known stays. Whom an identity provider has let in goes on
 * to sign out there too.
 */
@WebServlet(name = "sign-out", urlPatterns = "/sign-out")
public class SignOut extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Sessions sessions;
  @Inject transient ProviderExits exits;
  @Inject transient Cookies cookies;
  @Inject transient CurrentCaller who;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> session = cookies.read(request, Cookies.Kind.SESSION);
    Optional<String> leaving = session.flatMap(exits::begin);
    session.ifPresent(secret -> sessions.signOut(who.caller(), secret));
    leaving.ifPresent(secret -> cookies.write(response, Cookies.Kind.LEAVING, secret));
    cookies.clear(response, Cookies.Kind.SESSION);
    response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    response.sendRedirect(leaving.isPresent() ? Providers.OUT : "/sign-in");
  }
}
