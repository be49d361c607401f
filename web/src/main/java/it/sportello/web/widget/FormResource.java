package it.sportello.web.widget;

import it.sportello.contacts.DeskClock;
import it.sportello.entitlements.Admission;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.NotAdmitted;
import it.sportello.entitlements.Receipt;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.NewTicket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The promise before sending, and the sending. */
@Path("")
@FormSession
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class FormResource {
  private static final int TICKETS_A_MINUTE = 10;

  @Inject CurrentForm current;
  @Inject FormTickets tickets;
  @Inject Counter counter;
  @Inject DeskClock clock;
  @Inject Throttle throttle;

  @GET
  @Path("promise")
  public JsonObject promise() {
    Admission admission = counter.preview(current.caller().platform(), Channel.FORM);
    if (admission instanceof Admission.Admitted admitted) {
      return FormJson.promise(admitted, clock.now()).build();
    }
    throw new NotAdmitted((Admission.Refused) admission);
  }

  /** A repeat under the same key is answered with the first ticket and what it was granted. */
  @POST
  @Path("tickets")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response open(
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key, InputStream body) {
    throttle.take("tickets:" + current.source(), TICKETS_A_MINUTE);
    NewTicket asked = tickets.read(key, FormJson.bytes(body));
    Receipt receipt = counter.open(asked);
    JsonObject said =
        FormJson.promise(receipt.granted(), clock.now())
            .add("number", receipt.ticket().value())
            .add("answerTo", asked.answerTo().value())
            .build();
    return Response.status(receipt.repeat() ? 200 : 201).entity(said).build();
  }
}
