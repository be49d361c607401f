package it.sportello.web.api;

import it.sportello.contacts.Directory;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformView;
import it.sportello.contacts.Sync;
import it.sportello.contacts.SyncOutcome;
import it.sportello.contacts.UnknownPlatform;
import it.sportello.web.security.CurrentCaller;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The registry as the vendor's own system keeps it up to date. */
@Path("platforms")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PlatformsResource {
  @Inject CurrentCaller caller;
  @Inject Directory directory;
  @Inject Sync sync;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService threads;

  @GET
  @Path("{code}")
  public String platform(@PathParam("code") String code) {
    Bearer.of(caller);
    PlatformView view =
        directory
            .platform(caller.scope(), code(code))
            .filter(found -> found.platform().code().value().equals(code))
            .orElseThrow(UnknownPlatform::new);
    return PlatformJson.platform(view, directory.contactsOf(caller.scope(), view.platform().id()));
  }

  /** The whole platform: sent twice, the second time changes nothing. */
  @PUT
  @Administering
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response put(@PathParam("code") String code, InputStream stream) throws IOException {
    Bearer.of(caller);
    var entry = SnapshotReader.entry(code(code), Body.whole(stream).object());
    var outcome = sync.take(caller.scope(), List.of(entry)).get(0);
    if (!outcome.faults().isEmpty()) {
      throw new InvalidEntry(outcome.faults());
    }
    boolean added = outcome.platform() == SyncOutcome.Change.ADDED;
    return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
        .entity(PlatformJson.outcome(outcome).build().toString())
        .build();
  }

  /** Many platforms, one a line. */
  @POST
  @Administering
  @Path("snapshot")
  @Consumes({"application/jsonl", "application/x-ndjson"})
  public String snapshot(
      @QueryParam("dryRun") @DefaultValue("false") boolean dry, InputStream stream)
      throws IOException {
    Bearer.of(caller);
    return new SnapshotRun(sync, caller.scope(), dry, caller.language(), threads).take(stream);
  }

  /** What cannot be a number is no platform's. */
  private static PlatformCode code(String text) {
    try {
      return new PlatformCode(text);
    } catch (InvalidValue e) {
      throw new UnknownPlatform();
    }
  }
}
