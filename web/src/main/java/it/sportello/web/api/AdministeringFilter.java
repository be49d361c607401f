package it.sportello.web.api;

import it.sportello.contacts.NotPermitted;
import it.sportello.web.security.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Keeps everybody else out of what is {@link Administering}. */
@Provider
@Administering
@ApplicationScoped
@Priority(Priorities.AUTHORIZATION)
public class AdministeringFilter implements ContainerRequestFilter {
  @Inject CurrentCaller caller;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!caller.scope().administers()) {
      throw new NotPermitted(request.getMethod() + " " + request.getUriInfo().getPath());
    }
  }
}
