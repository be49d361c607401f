package it.sportello.web.pages;

import it.sportello.contacts.Sessions;
import it.sportello.web.security.Cookies;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends the session on every node, takes the cookie back and empties what the browser has kept:
 * drafts and pages. That this browser is known stays.
 */
@WebServlet(name = "sign-out", urlPatterns = "/sign-out")
public class SignOut extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Sessions sessions;
  @Inject transient Cookies cookies;
  @Inject transient CurrentCaller who;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    cookies
        .read(request, Cookies.Kind.SESSION)
        .ifPresent(secret -> sessions.signOut(who.caller(), secret));
    cookies.clear(response, Cookies.Kind.SESSION);
    response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    response.sendRedirect("/sign-in");
  }
}
