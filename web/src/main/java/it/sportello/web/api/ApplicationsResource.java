package it.sportello.web.api;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.Applications;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Versions of levels applied to tickets that are open, for programs that administer. */
@Path("applications")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class ApplicationsResource {
  static final Set<String> FIELDS = Set.of("levelVersion", "platform");
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject Applications applications;
  @Inject Contacts contacts;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  /** What it would do now; nothing is changed. */
  @GET
  @Path("preview")
  public String preview(
      @QueryParam("levelVersion") @DefaultValue("") String version,
      @QueryParam("platform") @DefaultValue("") String platform) {
    if (!version.matches("[0-9]{1,18}")) {
      throw new InvalidInput("/levelVersion", version.isEmpty() ? "NotBlank" : "value.type");
    }
    var preview = applications.preview(caller.scope(), Long.parseLong(version), platform(platform));
    return JSON.createObjectBuilder()
        .add("levelVersion", preview.level().version())
        .add("level", preview.level().code())
        .add("tickets", preview.tickets())
        .add("changed", preview.changed())
        .add("late", preview.late())
        .build()
        .toString();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response apply(
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key, InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var origin = IdempotencyKey.origin(Bearer.of(caller), key, body.sha256("applications"));
    var fields = new JsonFields(body.object(), FIELDS);
    var version = fields.whole("levelVersion", 0);
    if (version == 0 && !fields.faulty("levelVersion")) {
      fields.wrong("levelVersion", "NotNull", Map.of());
    }
    var platform = fields.text("platform");
    fields.refuseFaults();
    long made = applications.apply(caller.scope(), version, platform(platform), origin);
    return Response.created(URI.create(url + "/api/v1/applications/" + made))
        .entity(progress(made))
        .build();
  }

  @GET
  @Path("{application}")
  public String progress(@PathParam("application") long application) {
    var progress = applications.progress(caller.scope(), application);
    return JSON.createObjectBuilder()
        .add("application", progress.id())
        .add("levelVersion", progress.levelVersion())
        .add("asked", progress.asked().toString())
        .add("tickets", progress.tickets())
        .add("waiting", progress.waiting())
        .add("changed", progress.changed())
        .add("failed", progress.failed())
        .build()
        .toString();
  }

  /** Left out: every customer. */
  private Optional<PlatformId> platform(String code) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          contacts
              .platformByCode(new PlatformCode(code))
              .orElseThrow(() -> new InvalidInput("/platform", "value.unknown"))
              .id());
    } catch (InvalidValue e) {
      throw new InvalidInput("/platform", e.key());
    }
  }
}
