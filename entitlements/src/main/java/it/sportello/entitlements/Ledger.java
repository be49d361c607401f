package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts of each ticket, and the clocks derived from them. Facts of one ticket are written under
 * the lock that ticketing holds on it; should two meet all the same, the second fails.
 */
@ApplicationScoped
class Ledger {
  private static final String FACTS =
      """
      select kind, at, agent, message, level_version, severity
      from entitlements.fact
      where ticket = :ticket
      order by ordinal
      """;

  private static final String RUNS =
      """
      select kind, round, level_version, started_at, due_at, computed, kept_at, kept_by, stopped_at
      from entitlements.clock
      where ticket = :ticket
      order by started_at, round, kind
      """;

  /** The receipt and its clocks in one round trip; the rows of clocks follow. */
  private static final String OPEN =
      """
      with receipt as (
        insert into entitlements.fact (ticket, ordinal, kind, at, level_version, severity)
        values (:ticket, 1, 'RECEIVED', :at, :level, :severity))
      insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at, computed)
      values\
      """;

  private static final String RECEIPT =
      """
      insert into entitlements.fact (ticket, ordinal, kind, at, level_version, severity)
      values (:ticket, 1, 'RECEIVED', :at, :level, :severity)
      """;

  /** Ids start at 1, so 0 stands for none on the way in. */
  private static final String FACT =
      """
      insert into entitlements.fact (ticket, ordinal, kind, at, agent, message)
      values (:ticket, :ordinal, :kind, :at, nullif(:agent, 0), nullif(:message, 0))
      """;

  /** A run is known by its kind and round; that never goes away, only changes. */
  private static final String RUN =
      """
      insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at, computed,
        kept_at, kept_by, stopped_at)
      values (:ticket, :kind, :round, :level, :start, :due, :computed,
        nullif(:kept, timestamptz '9999-12-31Z'), nullif(:agent, 0),
        nullif(:stopped, timestamptz '9999-12-31Z'))
      on conflict (ticket, kind, round) do update
      set started_at = excluded.started_at, due_at = excluded.due_at, computed = excluded.computed,
        kept_at = excluded.kept_at, kept_by = excluded.kept_by, stopped_at = excluded.stopped_at
      """;

  private static final long NOBODY = 0;
  private static final Instant NOT_YET = Deadline.NEVER.at();

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelStore levels;

  /** Empty for a ticket that nothing is known of. */
  List<Fact> facts(TicketId ticket) {
    return Rows.of(em, FACTS, Map.of("ticket", ticket.value())).stream().map(Ledger::fact).toList();
  }

  /** In the order in which they started. */
  List<ClockRun> runs(TicketId ticket) {
    return Rows.of(em, RUNS, Map.of("ticket", ticket.value())).stream().map(Ledger::run).toList();
  }

  /** Opens the ledger of a new ticket. */
  void open(TicketId ticket, Fact receipt, Clocks clocks) {
    Map<String, Object> values = new HashMap<>();
    values.put("ticket", ticket.value());
    values.put("at", receipt.at());
    values.put("level", clocks.level().id());
    values.put("severity", receipt.terms().orElseThrow().severity().name());
    List<String> rows = new ArrayList<>();
    for (ClockRun run : clocks.runs()) {
      int i = rows.size();
      rows.add("(:ticket, :kind%1$d, 1, :level, :at, :due%1$d, :computed%1$d)".formatted(i));
      values.put("kind" + i, run.kind().name());
      values.put("due" + i, run.due().at());
      values.put("computed" + i, run.computed());
    }
    Rows.run(em, rows.isEmpty() ? RECEIPT : OPEN + " " + String.join(", ", rows), values);
  }

  /** Writes the next fact and brings the clocks to what they are with it. */
  Change append(TicketId ticket, Fact fact) {
    List<Fact> facts = new ArrayList<>(facts(ticket));
    Clocks before = Clocks.of(facts, levels::version);
    write(ticket, facts.size() + 1, fact);
    facts.add(fact);
    Clocks after = Clocks.of(facts, levels::version);
    after.runs().stream()
        .filter(r -> !before.runs().contains(r))
        .forEach(r -> write(ticket, after.level().id(), r));
    return new Change(before, after);
  }

  /** What a fact did to the clocks. */
  record Change(Clocks before, Clocks after) {
    boolean ofTheNext() {
      return !before.next().equals(after.next());
    }
  }

  private void write(TicketId ticket, int ordinal, Fact fact) {
    Rows.run(
        em,
        FACT,
        Map.of(
            "ticket",
            ticket.value(),
            "ordinal",
            ordinal,
            "kind",
            fact.kind().name(),
            "at",
            fact.at(),
            "agent",
            fact.by().map(AgentId::value).orElse(NOBODY),
            "message",
            fact.message().map(MessageId::value).orElse(NOBODY)));
  }

  private void write(TicketId ticket, long level, ClockRun run) {
    Rows.run(
        em,
        RUN,
        Map.of(
            "ticket",
            ticket.value(),
            "kind",
            run.kind().name(),
            "round",
            run.round(),
            "level",
            level,
            "start",
            run.start(),
            "due",
            run.due().at(),
            "computed",
            run.computed(),
            "kept",
            run.keptAt().orElse(NOT_YET),
            "agent",
            run.keptBy().map(AgentId::value).orElse(NOBODY),
            "stopped",
            run.stoppedAt().orElse(NOT_YET)));
  }

  private static Fact fact(Tuple row) {
    return new Fact(
        Fact.Kind.valueOf(Rows.text(row, "kind")),
        Rows.instant(row, "at"),
        Rows.anyNumber(row, "agent").map(AgentId::new),
        Rows.anyNumber(row, "message").map(MessageId::new),
        Rows.anyNumber(row, "level_version")
            .map(v -> new Fact.Terms(v, Severity.valueOf(Rows.text(row, "severity")))));
  }

  private static ClockRun run(Tuple row) {
    return new ClockRun(
        PromiseKind.valueOf(Rows.text(row, "kind")),
        Rows.small(row, "round"),
        Rows.instant(row, "started_at"),
        new Deadline(Rows.instant(row, "due_at")),
        Rows.truth(row, "computed"),
        Rows.anyInstant(row, "kept_at"),
        Rows.anyNumber(row, "kept_by").map(AgentId::new),
        Rows.anyInstant(row, "stopped_at"));
  }
}
