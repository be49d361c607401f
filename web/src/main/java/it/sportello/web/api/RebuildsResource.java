package it.sportello.web.api;

import it.sportello.entitlements.Promises;
import it.sportello.entitlements.Rebuilds;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** All clocks computed again from the ledger, for programs that administer. */
@Path("rebuild")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class RebuildsResource {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject Rebuilds rebuilds;
  @Inject Promises promises;

  /** While one runs, a second is not begun: the answer is how far the first one is. */
  @POST
  public Response ask() {
    rebuilds.ask(caller.scope());
    return Response.accepted(last()).build();
  }

  @GET
  public String last() {
    var json = JSON.createObjectBuilder();
    rebuilds
        .last(caller.scope())
        .ifPresent(
            progress -> {
              json.add("asked", progress.asked().toString())
                  .add("tickets", progress.tickets())
                  .add("changed", progress.changed())
                  .add("failed", progress.failed());
              progress.finished().ifPresent(at -> json.add("finished", at.toString()));
            });
    return json.add("notComputed", promises.notComputed()).build().toString();
  }
}
