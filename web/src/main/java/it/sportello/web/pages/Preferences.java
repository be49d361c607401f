package it.sportello.web.pages;

import it.sportello.web.security.CurrentCaller;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Keeps the language and the light of this browser. */
@WebServlet(name = "preferences", urlPatterns = "/preferences")
public class Preferences extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int A_YEAR = 365 * 24 * 3600;
  private static final Set<String> LANGUAGES = Set.of("it", "en");
  private static final Set<String> THEMES = Set.of("auto", "light", "dark");

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    keep(request, response, CurrentCaller.LANGUAGE_COOKIE, "language", LANGUAGES);
    keep(request, response, "theme", "theme", THEMES);
    String back = request.getParameter("back");
    response.sendRedirect(Params.path(back == null ? "" : back).orElse("/"));
  }

  private static void keep(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String parameter,
      Set<String> allowed) {
    String value = request.getParameter(parameter);
    if (value == null || !allowed.contains(value)) {
      return;
    }
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setMaxAge(A_YEAR);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}
