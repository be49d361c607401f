package it.sportello.web.api;

import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/** How the promises were kept; CSV for who asks for it. */
@Path("attainment")
@ApplicationScoped
public class AttainmentResource {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject AttainmentTable table;

  @GET
  @Produces("application/json;qs=1")
  public String json(@Context UriInfo uri) {
    var asked = AttainmentRequest.of(uri.getQueryParameters(), table.now());
    var rows = JSON.createArrayBuilder();
    table.lines(caller.scope(), asked).forEach(line -> rows.add(json(line)));
    return JSON.createObjectBuilder()
        .add("from", asked.from().toString())
        .add("to", asked.to().toString())
        .add("rows", rows)
        .build()
        .toString();
  }

  @GET
  @Produces("text/csv;charset=UTF-8;qs=0.9")
  public String csv(@Context UriInfo uri) {
    var asked = AttainmentRequest.of(uri.getQueryParameters(), table.now());
    var csv = Csv.plain();
    csv.line(
        "month",
        "level",
        "platform",
        "platformName",
        "kind",
        "kept",
        "keptLate",
        "missed",
        "running",
        "stopped");
    table.lines(caller.scope(), asked).forEach(line -> add(csv, line));
    return csv.toString();
  }

  private static jakarta.json.JsonObjectBuilder json(AttainmentTable.Line line) {
    var tally = line.row().tally();
    return JSON.createObjectBuilder()
        .add("month", line.row().month().toString())
        .add("level", line.row().level())
        .add("platform", line.code())
        .add("platformName", line.name())
        .add("kind", line.row().kind().name())
        .add("kept", tally.kept())
        .add("keptLate", tally.keptLate())
        .add("missed", tally.missed())
        .add("running", tally.running())
        .add("stopped", tally.stopped());
  }

  private static void add(Csv csv, AttainmentTable.Line line) {
    var tally = line.row().tally();
    csv.line(
        line.row().month(),
        line.row().level(),
        line.code(),
        line.name(),
        line.row().kind(),
        tally.kept(),
        tally.keptLate(),
        tally.missed(),
        tally.running(),
        tally.stopped());
  }
}
