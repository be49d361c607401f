package it.sportello.web.pages;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.HeldForms;
import it.sportello.contacts.Sessions;
import it.sportello.web.security.Cookies;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** A browser goes in: what it held of an earlier sign-in, whosever that was, ends here. */
@RequestScoped
public class Entrance {
  @Inject HttpServletRequest request;
  @Inject Sessions sessions;
  @Inject Cookies cookies;
  @Inject HeldForms held;

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

  /**
   * Where somebody goes on: first to what they had typed before they had to sign in again.
   *
   * @param next where they wanted to go
   */
  String onward(Optional<ContactId> person, String next) {
    return person.flatMap(held::of).isPresent() ? "/my/contacts?held=1#form" : next;
  }
}
