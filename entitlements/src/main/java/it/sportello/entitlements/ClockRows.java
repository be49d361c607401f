package it.sportello.entitlements;

import static java.util.stream.Collectors.toMap;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The stored clocks of many tickets at once. */
@ApplicationScoped
class ClockRows {
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  private static final String DIGESTS =
      """
      select c.ticket, md5(string_agg(cast(c as text), '|' order by c.kind, c.round)) digest
      from entitlements.clock c
      where c.ticket in (:tickets)
      group by c.ticket
      """;

  private static final String DELETE =
      """
      delete from entitlements.clock
      where ticket in (:tickets)
      """;

  /** One statement, and one parameter, for the clocks of a whole batch. */
  private static final String INSERT =
      """
      insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at,
        computed, kept_at, kept_by, stopped_at, paused_at)
      select r.ticket, r.kind, r.round, r.level_version, r.started_at, r.due_at,
        r.computed, r.kept_at, r.kept_by, r.stopped_at, r.paused_at
      from json_to_recordset(cast(:rows as json)) as r (ticket bigint, kind text, round smallint,
        level_version bigint, started_at timestamptz, due_at timestamptz, computed boolean,
        kept_at timestamptz, kept_by bigint, stopped_at timestamptz, paused_at timestamptz)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /** Equal when every column of every row is; a ticket without clocks has none. */
  Map<TicketId, String> digests(Collection<TicketId> tickets) {
    return Rows.rows(em, DIGESTS, Map.of("tickets", values(tickets))).stream()
        .collect(
            toMap(
                row -> new TicketId(Rows.number(row, "ticket")), row -> Rows.text(row, "digest")));
  }

  /** Throws away what is stored for these tickets and stores these clocks. */
  void replace(Map<TicketId, Clocks> clocks) {
    Rows.run(em, DELETE, Map.of("tickets", values(clocks.keySet())));
    JsonArrayBuilder rows = JSON.createArrayBuilder();
    clocks.forEach((ticket, all) -> all.runs().forEach(run -> rows.add(row(ticket, run))));
    Rows.run(em, INSERT, Map.of("rows", rows.build().toString()));
  }

  private static List<Long> values(Collection<TicketId> tickets) {
    return tickets.stream().map(TicketId::value).toList();
  }

  private static JsonObjectBuilder row(TicketId ticket, ClockRun run) {
    JsonObjectBuilder row =
        JSON.createObjectBuilder()
            .add("ticket", ticket.value())
            .add("kind", run.kind().name())
            .add("round", run.round())
            .add("level_version", run.levelVersion())
            .add("started_at", run.start().toString())
            .add("due_at", run.due().at().toString())
            .add("computed", run.computed());
    run.keptAt().ifPresent(at -> row.add("kept_at", at.toString()));
    run.keptBy().map(AgentId::value).ifPresent(by -> row.add("kept_by", by));
    run.stoppedAt().ifPresent(at -> row.add("stopped_at", at.toString()));
    run.pausedAt().ifPresent(at -> row.add("paused_at", at.toString()));
    return row;
  }
}
