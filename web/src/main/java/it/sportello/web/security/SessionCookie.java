package it.sportello.web.security;

import it.sportello.contacts.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The cookie that carries a session: HttpOnly, SameSite=Lax (the link in a mail must find the
 * reader signed in), and over https Secure with the {@code __Host-} prefix.
 */
@ApplicationScoped
public class SessionCookie {
  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  public Optional<String> read(HttpServletRequest request) {
    if (request.getCookies() == null) {
      return Optional.empty();
    }
    return Arrays.stream(request.getCookies())
        .filter(cookie -> cookie.getName().equals(name()))
        .map(Cookie::getValue)
        .findFirst();
  }

  public void write(HttpServletResponse response, String secret) {
    response.addCookie(cookie(secret, (int) Sessions.LONGEST.toSeconds()));
  }

  public void clear(HttpServletResponse response) {
    response.addCookie(cookie("", 0));
  }

  private Cookie cookie(String value, int seconds) {
    Cookie cookie = new Cookie(name(), value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(secure());
    cookie.setMaxAge(seconds);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }

  private String name() {
    return secure() ? "__Host-sportello" : "sportello";
  }

  private boolean secure() {
    return url.startsWith("https:");
  }
}
