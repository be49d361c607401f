package it.sportello.web.api;

import it.sportello.entitlements.Counter;
import it.sportello.entitlements.Promises;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tickets, opened and read by programs. */
@Path("tickets")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TicketsResource {
  @Inject CurrentCaller caller;
  @Inject TicketRequestReader reader;
  @Inject TicketRequests requests;
  @Inject Counter counter;
  @Inject Tickets tickets;
  @Inject Promises promises;
  @Inject TicketJson json;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  /** A repeat under the same key is answered as the first one was, to the byte. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response open(
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key, InputStream body)
      throws IOException {
    var asked = reader.read(body);
    var receipt = counter.open(requests.newTicket(Bearer.of(caller), key, asked));
    var location = URI.create(url + "/api/v1/tickets/" + receipt.ticket());
    return Response.created(location).entity(TicketJson.opened(asked.platform(), receipt)).build();
  }

  @GET
  @Path("{number: [1-9][0-9]{0,17}}")
  public Response ticket(@PathParam("number") long number) {
    var ticket = tickets.view(caller.scope(), new TicketId(number));
    return Response.ok(json.whole(ticket)).tag(Long.toString(ticket.version())).build();
  }

  /** Each deadline with its reasons, as they stand now. */
  @GET
  @Path("{number: [1-9][0-9]{0,17}}/promises")
  public String promises(@PathParam("number") long number) {
    var ticket = new TicketId(number);
    return PromisesJson.of(ticket, promises.of(caller.scope(), ticket));
  }
}
