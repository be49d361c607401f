package it.sportello.web.api;

import it.sportello.ticketing.Queue;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** The queue in the order that agents work it. */
@Path("queue")
@ApplicationScoped
public class QueueResource {
  @Inject CurrentCaller caller;
  @Inject Queue queue;
  @Inject TicketJson json;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String page(@Context UriInfo uri) {
    var asked = QueueRequest.of(uri.getQueryParameters());
    return json.queue(queue.page(caller.scope(), asked.filter(), asked.after(), asked.limit()));
  }
}
