package it.sportello.web.api;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DeskClock;
import it.sportello.entitlements.WatchRules;
import it.sportello.ticketing.DueFilter;
import it.sportello.ticketing.DueTickets;
import it.sportello.web.problem.FieldError;
import it.sportello.web.problem.InvalidInput;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is late, what will be by the end of the next working day, and by whom. */
@Path("due")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Administering
public class DueResource {
  private static final int ROWS = 100;
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject CurrentCaller caller;
  @Inject DeskClock clock;
  @Inject WatchRules watch;
  @Inject DueTickets tickets;
  @Inject TicketJson json;

  @GET
  public String due(@Context UriInfo uri) {
    DueFilter filter = filter(uri.getQueryParameters());
    Instant now = clock.now();
    Instant until = watch.endOfNextWorkingDay();
    var holders = JSON.createArrayBuilder();
    tickets
        .byHolder(caller.scope(), now, until, filter.level().orElse(""))
        .forEach(load -> holders.add(holder(load)));
    return JSON.createObjectBuilder()
        .add("now", now.toString())
        .add("until", until.toString())
        .add("holders", holders)
        .add("late", json.rows(tickets.between(caller.scope(), Instant.EPOCH, now, filter, ROWS)))
        .add("due", json.rows(tickets.between(caller.scope(), now, until, filter, ROWS)))
        .build()
        .toString();
  }

  /** Nobody is left out: no agent has the id 0. */
  private static JsonObjectBuilder holder(DueTickets.Load load) {
    var json = JSON.createObjectBuilder();
    if (!load.holder().equals(DueFilter.NOBODY)) {
      json.add("agent", load.holder().value());
    }
    return json.add("late", load.late()).add("due", load.due());
  }

  private static DueFilter filter(MultivaluedMap<String, String> query) {
    var unknown =
        query.keySet().stream()
            .filter(name -> !List.of("agent", "level").contains(name))
            .map(name -> new FieldError("/" + name, "value.field"))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInput(unknown);
    }
    var agent = Optional.ofNullable(query.getFirst("agent")).orElse("");
    if (!agent.matches("[0-9]{0,18}")) {
      throw new InvalidInput("/agent", "value.type");
    }
    return new DueFilter(
        Optional.of(agent).filter(a -> !a.isEmpty()).map(a -> new AgentId(Long.parseLong(a))),
        Optional.ofNullable(query.getFirst("level")).filter(l -> !l.isEmpty()));
  }
}
