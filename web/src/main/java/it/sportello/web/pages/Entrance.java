package it.sportello.web.pages;

import it.sportello.contacts.Sessions;
import it.sportello.web.security.Cookies;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A browser goes in: what it held of an earlier sign-in, whosever that was, ends here. */
@RequestScoped
public class Entrance {
  @Inject HttpServletRequest request;
  @Inject Sessions sessions;
  @Inject Cookies cookies;

  /**
   * @param session the secret of the new session
   * @param device the secret by which this browser is known from now on
   */
  void enter(HttpServletResponse response, String session, String device) {
    cookies.read(request, Cookies.Kind.SESSION).ifPresent(sessions::end);
    cookies.write(response, Cookies.Kind.SESSION, session);
    cookies.write(response, Cookies.Kind.DEVICE, device);
    cookies.clear(response, Cookies.Kind.STEP);
  }
}
