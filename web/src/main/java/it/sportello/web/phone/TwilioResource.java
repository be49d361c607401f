package it.sportello.web.phone;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The two calls of Twilio's switchboard: somebody rings, and a code was keyed in. */
@Path("twilio")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces("text/xml;charset=UTF-8")
public class TwilioResource {
  @Inject PhoneLine line;

  @POST
  @Path("voice")
  public PhoneStep voice(TwilioCall call) {
    return line.start();
  }

  @POST
  @Path("code")
  public PhoneStep code(@QueryParam("attempt") @DefaultValue("1") String attempt, TwilioCall call) {
    return line.code(call.step(attempt));
  }
}
