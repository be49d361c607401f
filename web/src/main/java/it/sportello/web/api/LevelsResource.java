package it.sportello.web.api;

import it.sportello.entitlements.LevelDesk;
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

/** The support levels and their versions, for programs that administer. */
@Path("levels")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class LevelsResource {
  @Inject CurrentCaller caller;
  @Inject LevelDesk levels;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @GET
  public String all() {
    return TermsJson.levels(levels.all(caller.scope()));
  }

  @GET
  @Path("{code}")
  public String versions(@PathParam("code") String code) {
    return TermsJson.levels(levels.versions(caller.scope(), code));
  }

  /** With a code that is new, the level itself. */
  @POST
  @Path("{code}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(
      @PathParam("code") String code,
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key,
      InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var origin =
        IdempotencyKey.origin(Bearer.of(caller), key, body.sha256("levels/" + code + "/versions"));
    var draft = LevelReader.draft(code, body.object());
    long made = levels.add(caller.scope(), draft, origin);
    return Response.created(URI.create(url + "/api/v1/levels/" + code))
        .entity(TermsJson.level(levels.version(caller.scope(), made)))
        .build();
  }
}
