package it.sportello.web.api;

import it.sportello.contacts.Caller;
import it.sportello.web.security.CurrentCaller;
import jakarta.ws.rs.NotAuthorizedException;

/** Resources that write are for integrations alone; a person's cookie is no proof here. */
final class Bearer {
  private Bearer() {}

  static Caller.Integration of(CurrentCaller current) {
    if (current.caller() instanceof Caller.Integration integration) {
      return integration;
    }
    throw new NotAuthorizedException("Bearer");
  }
}
