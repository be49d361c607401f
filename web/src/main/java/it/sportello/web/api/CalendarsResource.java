package it.sportello.web.api;

import it.sportello.entitlements.CalendarDesk;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The working calendars and their versions, for programs that administer. */
@Path("calendars")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class CalendarsResource {
  @Inject CurrentCaller caller;
  @Inject CalendarDesk calendars;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @GET
  public String all() {
    return TermsJson.calendars(calendars.all(caller.scope()));
  }

  @GET
  @Path("{code}")
  public String versions(@PathParam("code") String code) {
    return TermsJson.calendars(calendars.versions(caller.scope(), code));
  }

  @GET
  @Path("{code}/years/{year}")
  public String year(@PathParam("code") String code, @PathParam("year") int year) {
    return TermsJson.year(calendars.year(caller.scope(), code, year));
  }

  /** Says that the year was looked through; a second time changes nothing. */
  @PUT
  @Path("{code}/years/{year}/confirmation")
  public String confirm(@PathParam("code") String code, @PathParam("year") int year) {
    Bearer.of(caller);
    calendars.confirm(caller.scope(), code, year);
    return year(code, year);
  }

  /** With a code that is new, the calendar itself. */
  @POST
  @Path("{code}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(
      @PathParam("code") String code,
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key,
      InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var address = "calendars/" + code + "/versions";
    var origin = IdempotencyKey.origin(Bearer.of(caller), key, body.sha256(address));
    var draft = CalendarReader.draft(code, body.object());
    long made = calendars.add(caller.scope(), draft, origin);
    var stored =
        calendars.versions(caller.scope(), code).stream()
            .filter(edition -> edition.version() == made)
            .findFirst()
            .orElseThrow();
    return Response.created(URI.create(url + "/api/v1/calendars/" + code))
        .entity(TermsJson.calendar(stored))
        .build();
  }
}
