package it.sportello.web.api;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.PlatformCode;
import it.sportello.contacts.PlatformId;
import it.sportello.entitlements.ContractDesk;
import it.sportello.ticketing.Origin;
import it.sportello.web.problem.InvalidInput;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The contracts and their versions, for programs that administer. */
@Path("contracts")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class ContractsResource {
  @Inject CurrentCaller caller;
  @Inject ContractDesk contracts;
  @Inject Contacts contacts;
  @Inject TermsJson json;

  @Inject
  @ConfigProperty(name = "sportello.url", defaultValue = "http://localhost:8080")
  String url;

  @GET
  public String of(@QueryParam("platform") @DefaultValue("") String platform) {
    return json.contracts(contracts.of(caller.scope(), platform(code(platform))));
  }

  @GET
  @Path("{contract}")
  public String versions(@PathParam("contract") long contract) {
    return json.contracts(contracts.contract(caller.scope(), contract));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key, InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var origin = origin(key, body, "contracts");
    var asked = ContractReader.contract(body.object());
    var platform = platform(asked.platform().orElseThrow());
    return made(contracts.add(caller.scope(), platform, asked.terms(), asked.correction(), origin));
  }

  @POST
  @Path("{contract}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response correct(
      @PathParam("contract") long contract,
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key,
      InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var origin = origin(key, body, "contracts/" + contract + "/versions");
    var asked = ContractReader.version(body.object());
    return made(
        contracts.correct(
            caller.scope(),
            contract,
            asked.supersedes(),
            asked.terms(),
            asked.correction(),
            origin));
  }

  @POST
  @Path("{contract}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response end(
      @PathParam("contract") long contract,
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key,
      InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var origin = origin(key, body, "contracts/" + contract + "/end");
    var asked = ContractReader.end(body.object());
    return made(
        contracts.end(
            caller.scope(),
            contract,
            asked.supersedes(),
            asked.terms().from(),
            asked.correction(),
            origin));
  }

  @POST
  @Path("{contract}/annulment")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response annul(
      @PathParam("contract") long contract,
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key,
      InputStream stream)
      throws IOException {
    var body = Body.whole(stream);
    var origin = origin(key, body, "contracts/" + contract + "/annulment");
    var asked = ContractReader.annulment(body.object());
    return made(
        contracts.annul(caller.scope(), contract, asked.supersedes(), asked.correction(), origin));
  }

  private Origin origin(String key, Body body, String address) {
    return IdempotencyKey.origin(Bearer.of(caller), key, body.sha256(address));
  }

  /** All its versions: what holds first, then what it has replaced. */
  private Response made(long contract) {
    return Response.created(URI.create(url + "/api/v1/contracts/" + contract))
        .entity(json.contracts(contracts.contract(caller.scope(), contract)))
        .build();
  }

  private static PlatformCode code(String platform) {
    try {
      return new PlatformCode(platform);
    } catch (InvalidValue e) {
      throw new InvalidInput("/platform", platform.isEmpty() ? "NotBlank" : e.key());
    }
  }

  private PlatformId platform(PlatformCode code) {
    return contacts
        .platformByCode(code)
        .orElseThrow(() -> new InvalidInput("/platform", "value.unknown"))
        .id();
  }
}
