package it.sportello.web.api;

import it.sportello.contacts.InvalidValue;
import it.sportello.entitlements.Nearness;
import it.sportello.entitlements.WatchRules;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** When a promise counts as near; set by programs that administer. */
@Path("watch")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WatchResource {
  static final Set<String> FIELDS = Set.of("nearPercent", "nearLeft");
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject WatchRules rules;

  @GET
  public String rule() {
    return json(rules.nearness());
  }

  @PUT
  @Administering
  @Consumes(MediaType.APPLICATION_JSON)
  public String set(InputStream stream) throws IOException {
    var fields = new JsonFields(Body.whole(stream).object(), FIELDS);
    long percent = fields.whole("nearPercent", -1);
    var left = fields.duration("nearLeft").orElse(Duration.ofMinutes(-1));
    fields.refuseFaults();
    var nearness = nearness((int) Math.max(-1, Math.min(percent, Integer.MAX_VALUE)), left);
    rules.set(caller.scope(), nearness);
    return json(nearness);
  }

  private static Nearness nearness(int percent, Duration left) {
    try {
      return new Nearness(percent, left);
    } catch (InvalidValue e) {
      throw new InvalidInput(
          e.key().equals("nearness.percent") ? "/nearPercent" : "/nearLeft", e.key());
    }
  }

  private static String json(Nearness nearness) {
    return JSON.createObjectBuilder()
        .add("nearPercent", nearness.percent())
        .add("nearLeft", nearness.left().toString())
        .build()
        .toString();
  }
}
