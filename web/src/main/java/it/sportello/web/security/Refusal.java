package it.sportello.web.security;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What somebody unknown is told at a guarded address: people are led to the sign-in, programs get a
 * 401.
 */
final class Refusal {
  private Refusal() {}

  static AuthenticationStatus signInFirst(
      HttpServletRequest request, HttpServletResponse response) {
    try {
      if (request.getRequestURI().startsWith("/api/")) {
        response.setHeader("WWW-Authenticate", "Bearer");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        return AuthenticationStatus.SEND_FAILURE;
      }
      String query = request.getQueryString();
      String here = request.getRequestURI() + (query == null ? "" : "?" + query);
      String next =
          "GET".equals(request.getMethod())
              ? "?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8)
              : "";
      // By its path: a whole address would be made of the Host header.
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", "/sign-in" + next);
      return AuthenticationStatus.SEND_CONTINUE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
