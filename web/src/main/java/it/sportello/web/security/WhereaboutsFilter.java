package it.sportello.web.security;

import it.sportello.contacts.Whereabouts;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells the trail of acts from where each request comes. */
@WebFilter(filterName = "whereabouts", urlPatterns = "/*", asyncSupported = true)
public class WhereaboutsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject transient Visits visits;
  @Inject transient Whereabouts whereabouts;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    whereabouts.say(visits.of(request).address());
    chain.doFilter(request, response);
  }
}
