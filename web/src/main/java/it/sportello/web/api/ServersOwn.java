package it.sportello.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The server puts a description of the resources, made by itself, into every application. Ours is
 * at {@code /api/v1/openapi}, so that nothing is at the server's address.
 */
@WebFilter(
    filterName = "serversOwn",
    urlPatterns = {"/openapi", "/openapi/*", "/openapi-ui", "/openapi-ui/*"},
    asyncSupported = true)
public class ServersOwn extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }
}
