package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.FormCaller;
import it.sportello.contacts.FormSessions;
import it.sportello.contacts.Product;
import it.sportello.contacts.Products;
import it.sportello.web.problem.Declined;
import it.sportello.web.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns the bearer of a form session into {@link CurrentForm}. From here on the contact's own
 * language is the one the request asks for, so that errors are told in it too.
 */
@Provider
@FormSession
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class FormSessionFilter implements ContainerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final int CALLS_A_MINUTE = 240;

  @Inject FormSessions sessions;
  @Inject Contacts contacts;
  @Inject Products products;
  @Inject CurrentForm current;
  @Inject Throttle throttle;

  @Override
  public void filter(ContainerRequestContext request) {
    FormCaller caller =
        Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .filter(header -> header.startsWith(BEARER))
            .flatMap(header -> sessions.caller(header.substring(BEARER.length())))
            .orElseThrow(declined(FormProblems::session));
    Contact contact =
        contacts
            .contact(caller.contact())
            .filter(known -> known.platforms().containsKey(caller.platform()))
            .orElseThrow(declined(FormProblems::session));
    Product product =
        products.product(caller.product()).orElseThrow(declined(FormProblems::session));
    String origin = request.getHeaderString("Origin");
    if (origin != null && !product.origins().contains(origin)) {
      throw new Declined(FormProblems.origin());
    }
    request
        .getHeaders()
        .putSingle(HttpHeaders.ACCEPT_LANGUAGE, contact.language().locale().toLanguageTag());
    throttle.take("call:" + caller.contact().value(), CALLS_A_MINUTE);
    current.set(caller, contact, product);
  }

  private static Supplier<Declined> declined(Supplier<Problem> problem) {
    return () -> new Declined(problem.get());
  }
}
