package it.sportello.web.security;

import it.sportello.contacts.Allowances;
import it.sportello.contacts.Caller;
import it.sportello.web.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Nobody keeps the others waiting by calling without end: so many calls a minute from one network,
 * and so many by one program or person, whatever they call. What every browser keeps (styles,
 * scripts) and what watches the desk's health is not counted.
 */
@WebFilter(filterName = "allowance", urlPatterns = "/*", asyncSupported = true)
public class AllowanceFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int TOO_MANY = 429;

  @Inject transient Allowances allowances;
  @Inject transient Visits visits;

  @Inject
  @ConfigProperty(name = "sportello.calls.per.minute", defaultValue = "3000")
  int ofCaller;

  @Inject
  @ConfigProperty(name = "sportello.calls.per.minute.of.network", defaultValue = "12000")
  int ofNetwork;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Duration> wait = isFree(request.getRequestURI()) ? Optional.empty() : take(request);
    if (wait.isPresent()) {
      long seconds = wait.get().toSeconds() + 1;
      request.setAttribute(Problem.RETRY_AFTER, seconds);
      response.setHeader("Retry-After", Long.toString(seconds));
      response.sendError(TOO_MANY);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Duration> take(HttpServletRequest request) {
    return allowances
        .take(visits.of(request), ofNetwork)
        .or(() -> name(request).flatMap(name -> allowances.take(name, ofCaller)));
  }

  private static Optional<String> name(HttpServletRequest request) {
    if (!(request.getAttribute(DeskAuthentication.CALLER) instanceof Caller caller)) {
      return Optional.empty();
    }
    if (caller instanceof Caller.Integration program) {
      return Optional.of("integration:" + program.id().value());
    }
    if (caller instanceof Caller.Staff staff) {
      return Optional.of("staff:" + staff.id().value());
    }
    return caller instanceof Caller.Customer person
        ? Optional.of("contact:" + person.id().value())
        : Optional.empty();
  }

  private static boolean isFree(String path) {
    return path.equals("/widget/sportello.js")
        || Stream.of("/assets/", "/health/", "/jakarta.faces.resource/").anyMatch(path::startsWith);
  }
}
