package it.sportello.web.widget;

import it.sportello.contacts.Products;
import it.sportello.web.problem.Declined;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Which pages may call (Fetch standard, CORS protocol): those of the origins that a product lists,
 * without credentials. A call without an {@code Origin} comes from no page and stands on its bearer
 * alone; any other origin is refused before anything is done.
 */
@Provider
@PreMatching
@ApplicationScoped
public class FormOrigins implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String ALLOWED = "it.sportello.form.origin";

  @Inject Products products;

  @Override
  public void filter(ContainerRequestContext request) {
    String origin = request.getHeaderString("Origin");
    if (origin == null) {
      return;
    }
    if (products.ofOrigin(origin).isEmpty()) {
      throw new Declined(FormProblems.origin());
    }
    request.setProperty(ALLOWED, origin);
    if (request.getMethod().equals("OPTIONS")
        && request.getHeaderString("Access-Control-Request-Method") != null) {
      request.abortWith(Response.noContent().build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var headers = response.getHeaders();
    headers.add(HttpHeaders.VARY, "Origin");
    if (!(request.getProperty(ALLOWED) instanceof String origin)) {
      return;
    }
    headers.putSingle("Access-Control-Allow-Origin", origin);
    headers.putSingle("Access-Control-Expose-Headers", "Retry-After");
    if (request.getMethod().equals("OPTIONS")) {
      headers.putSingle("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
      headers.putSingle(
          "Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key");
      headers.putSingle("Access-Control-Max-Age", "600");
    }
  }
}
