package it.sportello.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The headers of every response, and the refusal of what another site made a browser send (Fetch
 * Metadata; Origin where a browser knows no such header). A resource that needs a looser policy
 * sets its own header later.
 */
@WebFilter(
    filterName = "headers",
    urlPatterns = "/*",
    asyncSupported = true,
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class Headers extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** The request attribute that holds the nonce of this response's scripts. */
  public static final String NONCE = "cspNonce";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  transient String url;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    String nonce = Base64.getEncoder().encodeToString(bits);
    request.setAttribute(NONCE, nonce);
    response.setHeader("Content-Security-Policy", policy(nonce));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    response.setHeader("Cache-Control", "no-store");
    if (url.startsWith("https:")) {
      response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
    if (madeByAnotherSite(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, new ByPath(response));
  }

  /**
   * Where a redirect leads is told by its path alone (RFC 9110 section 10.2.2): a whole address
   * would be made of the Host header, which holds what the caller has written into it.
   */
  private static final class ByPath extends HttpServletResponseWrapper {
    ByPath(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendRedirect(String location) {
      resetBuffer();
      setStatus(SC_FOUND);
      setHeader("Location", location);
    }
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'nonce-"
        + nonce
        + "' 'strict-dynamic'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
        + "media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }

  /**
   * The form, the phone line and programs bring proof of their own with each call; a cookie is no
   * proof for them.
   */
  private boolean madeByAnotherSite(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (READING.contains(request.getMethod())
        || path.startsWith("/widget/")
        || path.startsWith("/phone/")
        || request.getHeader("Authorization") != null) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader("Origin");
    return origin != null && !origin.equals(url);
  }
}
