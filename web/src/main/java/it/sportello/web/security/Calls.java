package it.sportello.web.security;

import it.sportello.contacts.Allowances;
import it.sportello.contacts.Caller;
import it.sportello.web.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Nobody keeps the others waiting by calling without end: so many calls a minute from one network,
 * let in or not, and so many by one program or person, whatever they call. What every browser keeps
 * (styles, scripts) and what watches the desk's health is not counted.
 */
@ApplicationScoped
public class Calls {
  private static final int TOO_MANY = 429;

  @Inject Allowances allowances;
  @Inject Visits visits;

  @Inject
  @ConfigProperty(name = "sportello.calls.per.minute", defaultValue = "3000")
  int ofCaller;

  @Inject
  @ConfigProperty(name = "sportello.calls.per.minute.of.network", defaultValue = "12000")
  int ofNetwork;

  /** How long its network has to wait; asked before anything is looked up for the call. */
  Optional<Duration> wait(HttpServletRequest request) {
    return isFree(request.getRequestURI())
        ? Optional.empty()
        : allowances.take(visits.of(request), ofNetwork);
  }

  /** How long who is known by now has to wait. */
  Optional<Duration> wait(HttpServletRequest request, Caller caller) {
    return isFree(request.getRequestURI())
        ? Optional.empty()
        : allowances.take(name(caller), ofCaller);
  }

  /** RFC 6585 section 4. */
  void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait) {
    long seconds = wait.toSeconds() + 1;
    request.setAttribute(Problem.RETRY_AFTER, seconds);
    response.setHeader("Retry-After", Long.toString(seconds));
    try {
      response.sendError(TOO_MANY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Caller caller) {
    if (caller instanceof Caller.Integration program) {
      return "integration:" + program.id().value();
    }
    if (caller instanceof Caller.Staff staff) {
      return "staff:" + staff.id().value();
    }
    return caller instanceof Caller.Customer person ? "contact:" + person.id().value() : "nobody";
  }

  private static boolean isFree(String path) {
    return path.equals("/widget/sportello.js")
        || Stream.of("/assets/", "/health/", "/jakarta.faces.resource/").anyMatch(path::startsWith);
  }
}
