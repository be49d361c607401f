package it.sportello.web.api;

import it.sportello.contacts.IntegrationId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Tokens;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tokens of programs, for programs that administer; so that a token can renew itself. */
@Path("integrations")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class IntegrationsResource {
  static final Set<String> FIELDS = Set.of("name", "roles", "expires");
  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject CurrentCaller caller;
  @Inject Tokens tokens;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @GET
  public String all() {
    JsonArrayBuilder lines = JSON.createArrayBuilder();
    tokens.all(caller.scope()).forEach(line -> lines.add(json(line)));
    return JSON.createObjectBuilder().add("integrations", lines).build().toString();
  }

  /** No repeat is recognised: the answer holds a secret, which is kept nowhere. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response make(InputStream stream) throws IOException {
    Bearer.of(caller);
    JsonFields fields = new JsonFields(Body.whole(stream).object(), FIELDS);
    String name = fields.textNeeded("name");
    Set<Role> roles = fields.someOf(Role.class, "roles");
    Instant expires = fields.instantNeeded("expires");
    fields.refuseFaults();
    Tokens.Made made = tokens.make(caller.scope(), name, roles, expires);
    return Response.created(URI.create(url + "/api/v1/integrations/" + made.line().id().value()))
        .entity(json(made.line()).add("token", made.token()).build().toString())
        .build();
  }

  @DELETE
  @Path("{integration: [0-9]{1,18}}")
  public Response revoke(@PathParam("integration") long integration) {
    Bearer.of(caller);
    tokens.revoke(caller.scope(), new IntegrationId(integration));
    return Response.noContent().build();
  }

  private static JsonObjectBuilder json(Tokens.Line line) {
    JsonArrayBuilder roles = JSON.createArrayBuilder();
    line.roles().stream().sorted().forEach(role -> roles.add(role.name()));
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", line.id().value())
            .add("name", line.name())
            .add("hint", line.hint())
            .add("roles", roles);
    line.made().ifPresent(at -> json.add("made", at.toString()));
    line.expires().ifPresent(at -> json.add("expires", at.toString()));
    line.lastUsed().ifPresent(at -> json.add("lastUsed", at.toString()));
    line.revoked().ifPresent(at -> json.add("revoked", at.toString()));
    return json;
  }
}
