package it.sportello.web.api;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.Admission;
import it.sportello.entitlements.Counter;
import it.sportello.entitlements.NotAdmitted;
import it.sportello.ticketing.Channel;
import it.sportello.web.problem.AskedLanguage;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Map;

/** The promise said before: what a request would be promised if it came in now. */
@Path("admission")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdmissionResource {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject Counter counter;
  @Inject Contacts contacts;

  @GET
  public String admission(
      @QueryParam("platform") @DefaultValue("") String platform,
      @QueryParam("channel") @DefaultValue("") String channel,
      @Context HttpHeaders headers) {
    Bearer.of(caller);
    var admission = counter.preview(platform(platform).id(), channel(channel));
    return json(admission, headers).build().toString();
  }

  private static JsonObjectBuilder json(Admission admission, HttpHeaders headers) {
    if (admission instanceof Admission.Admitted admitted) {
      return JSON.createObjectBuilder()
          .add("admitted", true)
          .add("level", admitted.level())
          .add("levelVersion", admitted.levelVersion())
          .add("lapsed", admitted.lapsed())
          .add("promise", TicketJson.promise(admitted.promise()))
          .add("zone", admitted.zone().getId());
    }
    var refused = (Admission.Refused) admission;
    var json =
        JSON.createObjectBuilder().add("admitted", false).add("reason", refused.reason().name());
    refused.opens().ifPresent(at -> json.add("opens", at.toString()));
    refused.lapsed().ifPresent(at -> json.add("lapsedSince", at.toString()));
    return json.add("zone", refused.zone().getId())
        .add("detail", Problems.of(new NotAdmitted(refused)).detail(AskedLanguage.of(headers)));
  }

  private Platform platform(String code) {
    try {
      return contacts
          .platformByCode(new PlatformCode(code))
          .orElseThrow(() -> new InvalidInput("/platform", "value.unknown"));
    } catch (InvalidValue e) {
      throw new InvalidInput("/platform", code.isEmpty() ? "NotBlank" : e.key());
    }
  }

  private static Channel channel(String name) {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInput("/channel", name.isEmpty() ? "NotBlank" : "value.unknown"));
  }
}
