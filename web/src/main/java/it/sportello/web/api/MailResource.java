package it.sportello.web.api;

import it.sportello.contacts.DeskClock;
import it.sportello.notifications.Inbox;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Mail handed over by a mail server instead of being fetched from a mailbox. */
@Path("mail")
@ApplicationScoped
public class MailResource {
  @Inject CurrentCaller caller;
  @Inject DeskClock clock;
  @Inject Inbox inbox;

  /** 201 once the bytes are stored for good; whatever is wrong with them is dealt with later. */
  @POST
  @Consumes("message/rfc822")
  @Produces(MediaType.APPLICATION_JSON)
  public Response receive(InputStream raw) throws IOException {
    var source = "api:" + Bearer.of(caller).id().value();
    var intake = inbox.receive(source, raw, clock.now());
    return Response.status(Response.Status.CREATED).entity("{\"id\":" + intake.id() + "}").build();
  }
}
