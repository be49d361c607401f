package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.FormSessions;
import it.sportello.contacts.Platform;
import it.sportello.contacts.Products;
import it.sportello.web.problem.Declined;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A host product's token becomes, once, a form session of half an hour. */
@Path("session")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  private static final int FROM_ONE_ADDRESS_A_MINUTE = 600;
  private static final int FOR_ONE_PERSON_A_MINUTE = 30;

  @Inject Products products;
  @Inject Contacts contacts;
  @Inject FormSessions sessions;
  @Inject DeskClock clock;
  @Inject Throttle throttle;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject open(
      @Context HttpServletRequest request, @HeaderParam("Origin") String origin, InputStream body) {
    throttle.take("session:" + request.getRemoteAddr(), FROM_ONE_ADDRESS_A_MINUTE);
    FormToken token =
        new FormTokens(products::product, url).verify(FormJson.token(body), clock.now());
    if (origin != null && !token.product().origins().contains(origin)) {
      throw new Declined(FormProblems.origin());
    }
    Platform platform =
        contacts
            .platformByCode(token.platform())
            .orElseThrow(
                () -> new Declined(FormProblems.unknownPlatform(token.platform().value())));
    Contact contact = contact(token, platform);
    throttle.take("session:" + contact.id().value(), FOR_ONE_PERSON_A_MINUTE);
    return sessions
        .open(
            token.product().id(),
            contact.id(),
            platform.id(),
            token.context(),
            token.id(),
            token.expires())
        .map(opened -> FormJson.session(opened, token.product(), platform, contact))
        .orElseThrow(() -> new Declined(FormProblems.tokenOver()));
  }

  private Contact contact(FormToken token, Platform platform) {
    return contacts
        .contactByAddress(token.contact())
        .filter(known -> known.platforms().containsKey(platform.id()))
        .orElseThrow(
            () ->
                new Declined(
                    FormProblems.unknownContact(
                        token.contact().value(), token.platform().value())));
  }
}
