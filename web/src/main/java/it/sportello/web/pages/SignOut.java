package it.sportello.web.pages;

import it.sportello.contacts.Sessions;
import it.sportello.web.security.SessionCookie;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Ends the session on every node and takes the cookie back. */
@WebServlet(name = "sign-out", urlPatterns = "/sign-out")
public class SignOut extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Sessions sessions;
  @Inject transient SessionCookie cookie;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    cookie.read(request).ifPresent(sessions::end);
    cookie.clear(response);
    response.sendRedirect("/sign-in");
  }
}
