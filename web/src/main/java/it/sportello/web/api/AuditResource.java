package it.sportello.web.api;

import it.sportello.contacts.AuditTrail;
import it.sportello.contacts.AuditVerdict;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trail of acts, for programs that audit. */
@Path("audit")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final List<String> KNOWN =
      List.of("actor", "action", "subject", "from", "until", "before", "limit");
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject AuditTrail trail;

  @GET
  public String page(@Context UriInfo uri) {
    var query = uri.getQueryParameters();
    var unknown =
        query.keySet().stream()
            .filter(name -> !KNOWN.contains(name))
            .map(name -> new FieldError("/" + name, "value.field"))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInput(unknown);
    }
    int limit = (int) number(query, "limit", 100, AuditTrail.LIMIT);
    var filter =
        new AuditTrail.Filter(
            text(query, "actor"),
            text(query, "action"),
            text(query, "subject"),
            instant(query, "from").orElse(AuditTrail.Filter.EVER),
            instant(query, "until").orElse(AuditTrail.Filter.NEVER));
    var lines =
        trail.page(
            caller.scope(), filter, number(query, "before", Long.MAX_VALUE, Long.MAX_VALUE), limit);
    var rows = JSON.createArrayBuilder();
    for (AuditTrail.Line line : lines) {
      var row =
          JSON.createObjectBuilder()
              .add("line", line.id())
              .add("at", line.at().toString())
              .add("actor", line.actor())
              .add("action", line.action())
              .add("subject", line.subject());
      if (!line.source().isEmpty()) {
        row.add("from", line.source());
      }
      rows.add(row);
    }
    var json = JSON.createObjectBuilder().add("lines", rows);
    if (lines.size() == limit) {
      json.add("next", lines.get(limit - 1).id());
    }
    return json.build().toString();
  }

  @POST
  @Path("verification")
  public String verify() {
    AuditVerdict found = trail.verify(caller.scope());
    var json =
        JSON.createObjectBuilder()
            .add("whole", found.isWhole())
            .add("lines", found.lines())
            .add("head", found.head());
    found
        .fault()
        .ifPresent(
            fault ->
                json.add(
                    "fault",
                    JSON.createObjectBuilder()
                        .add("kind", fault.kind().name())
                        .add("place", fault.place())
                        .add("line", fault.line())));
    return json.build().toString();
  }

  private static String text(MultivaluedMap<String, String> query, String name) {
    return Optional.ofNullable(query.getFirst(name)).orElse("");
  }

  private static long number(
      MultivaluedMap<String, String> query, String name, long otherwise, long most) {
    var text = text(query, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[1-9][0-9]{0,17}") || Long.parseLong(text) > most) {
      throw new InvalidInput("/" + name, "value.type");
    }
    return Long.parseLong(text);
  }

  private static Optional<Instant> instant(MultivaluedMap<String, String> query, String name) {
    try {
      return Optional.of(text(query, name)).filter(t -> !t.isEmpty()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new InvalidInput("/" + name, "value.instant");
    }
  }
}
