package it.sportello.web.security;

import it.sportello.contacts.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The cookies that carry secrets: HttpOnly, and over https Secure with the {@code __Host-} prefix,
 * which no neighbour's domain and no plain http can write (RFC 6265bis section 4.1.3.2).
 */
@ApplicationScoped
public class Cookies {
  /** One of them. */
  public enum Kind {
    /** A session; Lax, because the link in a mail must find its reader signed in. */
    SESSION("", Sessions.LONGEST, "Lax"),
    /** A sign-in that owes its second factor. */
    STEP("-step", Duration.ofMinutes(10), "Strict"),
    /** The browser that asked for a link; the link is followed from a mail. */
    BROWSER("-browser", Duration.ofHours(1), "Lax"),
    /** A browser that was asked for a passkey. */
    PASSKEY("-passkey", Duration.ofMinutes(5), "Strict"),
    /** A browser that was sent to an identity provider, which sends it back. */
    PROVIDER("-provider", Duration.ofMinutes(10), "Lax"),
    /** A browser that has signed out here and goes on to an identity provider. */
    LEAVING("-leaving", Duration.ofMinutes(5), "Strict"),
    /** A browser in which somebody has signed in before. */
    DEVICE("-device", Duration.ofDays(180), "Strict");

    private final String suffix;
    private final Duration life;
    private final String sameSite;

    Kind(String suffix, Duration life, String sameSite) {
      this.suffix = suffix;
      this.life = life;
      this.sameSite = sameSite;
    }
  }

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  public Optional<String> read(HttpServletRequest request, Kind kind) {
    if (request.getCookies() == null) {
      return Optional.empty();
    }
    return Arrays.stream(request.getCookies())
        .filter(cookie -> cookie.getName().equals(name(kind)))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  public void write(HttpServletResponse response, Kind kind, String secret) {
    response.addCookie(cookie(kind, secret, (int) kind.life.toSeconds()));
  }

  public void clear(HttpServletResponse response, Kind kind) {
    response.addCookie(cookie(kind, "", 0));
  }

  private Cookie cookie(Kind kind, String value, int seconds) {
    Cookie cookie = new Cookie(name(kind), value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(secure());
    cookie.setMaxAge(seconds);
    cookie.setAttribute("SameSite", kind.sameSite);
    return cookie;
  }

  private String name(Kind kind) {
    return (secure() ? "__Host-sportello" : "sportello") + kind.suffix;
  }

  private boolean secure() {
    return url.startsWith("https:");
  }
}
