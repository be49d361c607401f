package it.sportello.web.security;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Integrations;
import it.sportello.contacts.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The one way callers prove who they are: programs by {@code Authorization: Bearer spt_…}, people
 * by cookie.
 */
@ApplicationScoped
public class DeskAuthentication implements HttpAuthenticationMechanism {
  static final String CALLER = "it.sportello.caller";
  private static final String BEARER = "Bearer ";

  @Inject Integrations integrations;
  @Inject Sessions sessions;
  @Inject Cookies cookies;
  @Inject Calls calls;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Optional<Duration> wait = calls.wait(request);
    Optional<Caller> caller = wait.isPresent() ? Optional.empty() : caller(request);
    wait = wait.or(() -> caller.flatMap(known -> calls.wait(request, known)));
    if (wait.isPresent()) {
      calls.refuse(request, response, wait.get());
      return AuthenticationStatus.SEND_FAILURE;
    }
    if (caller.isPresent()) {
      request.setAttribute(CALLER, caller.get());
      return context.notifyContainerAboutLogin(name(caller.get()), groups(caller.get()));
    }
    if (context.isProtected()) {
      return Refusal.signInFirst(request, response);
    }
    return context.doNothing();
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    if (!wantsCaller(request)) {
      return Optional.empty();
    }
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.startsWith(BEARER + "spt_")) {
      return integrations.caller(authorization.substring(BEARER.length())).map(Caller.class::cast);
    }
    return cookies.read(request, Cookies.Kind.SESSION).flatMap(sessions::caller);
  }

  /**
   * Style sheets, the form's own API and the phone line know no signed-in caller; they cost no
   * look-up.
   */
  private static boolean wantsCaller(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/widget/")
        && !path.startsWith("/phone/")
        && !path.startsWith("/assets/")
        && !path.startsWith("/jakarta.faces.resource/");
  }

  private static String name(Caller caller) {
    if (caller instanceof Caller.Staff staff) {
      return "staff:" + staff.id().value();
    }
    if (caller instanceof Caller.Customer customer) {
      return "contact:" + customer.id().value();
    }
    return "integration";
  }

  private static Set<String> groups(Caller caller) {
    if (caller instanceof Caller.Staff staff) {
      return Set.copyOf(staff.roles().stream().map(Enum::name).toList());
    }
    return Set.of(caller instanceof Caller.Customer ? "CUSTOMER" : "INTEGRATION");
  }
}
