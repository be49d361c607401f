package it.sportello.entitlements;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.WaitReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of each ticket, and the clocks derived from them. Facts of one ticket are written under
 * the lock that ticketing holds on it; should two meet all the same, the second fails.
 */
@ApplicationScoped
class Ledger {
  private static final String FACTS =
      """
      select kind, at, agent, message, level_version, severity, detail, other, of_ticket
      from entitlements.fact
      where ticket = :ticket
      order by ordinal
      """;

  private static final String FACTS_OF_MANY =
      """
      select ticket, kind, at, agent, message, level_version, severity, detail, other, of_ticket
      from entitlements.fact
      where ticket in (:tickets)
      order by ticket, ordinal
      """;

  /** What was promised and the receipt; the clocks go with them in one round trip. */
  private static final String OPEN =
      """
      with promised as (
        insert into entitlements.granted (ticket, platform, level_version, lapsed,
          take_in_charge_by, answer_by, resolve_by)
        values (:ticket, :platform, :level, :lapsed, :takeInChargeBy, :answerBy, :resolveBy)),
      running as (
        insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at,
          computed)
        select :ticket, run.kind, 1, :level, :at, cast(run.due as timestamptz), run.computed
        from unnest(:kinds, :dues, :computed) run (kind, due, computed))
      insert into entitlements.fact (ticket, ordinal, kind, at, level_version, severity)
      values (:ticket, 1, 'RECEIVED', :at, :level, :severity)
      """;

  /** Ids start at 1, so 0 stands for none on the way in. */
  private static final String FACT =
      """
      insert into entitlements.fact (ticket, ordinal, kind, at, agent, message, level_version,
        severity, detail, other, of_ticket)
      values (:ticket, :ordinal, :kind, :at, nullif(:agent, 0), nullif(:message, 0),
        nullif(:level, 0), nullif(:severity, ''), :detail, nullif(:other, 0), nullif(:of, 0))
      """;

  /** A run is known by its kind and round. */
  private static final String RUN =
      """
      insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at, computed,
        kept_at, kept_by, stopped_at, paused_at)
      values (:ticket, :kind, :round, :level, :start, :due, :computed,
        nullif(:kept, timestamptz '9999-12-31Z'), nullif(:agent, 0),
        nullif(:stopped, timestamptz '9999-12-31Z'), nullif(:paused, timestamptz '9999-12-31Z'))
      on conflict (ticket, kind, round) do update
      set level_version = excluded.level_version, started_at = excluded.started_at, due_at = excluded.due_at, computed = excluded.computed,
        kept_at = excluded.kept_at, kept_by = excluded.kept_by, stopped_at = excluded.stopped_at,
        paused_at = excluded.paused_at
      """;

  /** Other terms may promise less. */
  private static final String GONE =
      """
      delete from entitlements.clock
      where ticket = :ticket and kind = :kind and round = :round
      """;

  private static final long NOBODY = 0;
  private static final Instant NOT_YET = Deadline.NEVER.at();

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject LevelStore levels;

  /** Empty for a ticket that nothing is known of. */
  List<Fact> facts(TicketId ticket) {
    return Rows.rows(em, FACTS, Map.of("ticket", ticket.value())).stream()
        .map(Ledger::fact)
        .toList();
  }

  /** The ledgers of many; a ticket that nothing is known of has none. */
  Map<TicketId, List<Fact>> facts(Collection<TicketId> tickets) {
    List<Long> ids = tickets.stream().map(TicketId::value).toList();
    return Rows.rows(em, FACTS_OF_MANY, Map.of("tickets", ids)).stream()
        .collect(
            groupingBy(
                row -> new TicketId(Rows.number(row, "ticket")),
                LinkedHashMap::new,
                mapping(Ledger::fact, toList())));
  }

  /**
   * @throws TicketNotFound for a ticket that nothing is known of
   */
  Clocks clocks(TicketId ticket) {
    List<Fact> facts = facts(ticket);
    if (facts.isEmpty()) {
      throw new TicketNotFound(ticket);
    }
    return Clocks.of(facts, levels::version);
  }

  /** Opens the ledger of a new ticket. */
  void open(TicketId ticket, PlatformId platform, boolean lapsed, Fact receipt, Clocks clocks) {
    Promise promise = clocks.promise();
    List<ClockRun> runs = clocks.runs();
    Map<String, Object> values = new HashMap<>();
    values.put("ticket", ticket.value());
    values.put("platform", platform.value());
    values.put("lapsed", lapsed);
    values.put("takeInChargeBy", promise.takeInChargeBy().at());
    values.put("answerBy", promise.answerBy().at());
    values.put("resolveBy", promise.resolveBy().at());
    values.put("at", receipt.at());
    values.put("level", clocks.level().id());
    values.put("severity", receipt.severity().orElseThrow().name());
    values.put("kinds", runs.stream().map(run -> run.kind().name()).toArray(String[]::new));
    values.put("dues", runs.stream().map(run -> run.due().at().toString()).toArray(String[]::new));
    values.put("computed", runs.stream().map(ClockRun::computed).toArray(Boolean[]::new));
    Rows.run(em, OPEN, values);
  }

  /** Writes the next facts and brings the clocks to what they are with them. */
  Change append(TicketId ticket, List<Fact> next) {
    List<Fact> facts = new ArrayList<>(facts(ticket));
    Clocks before = Clocks.of(facts, levels::version);
    for (Fact fact : next) {
      facts.add(fact);
      write(ticket, facts.size(), fact);
    }
    Clocks after = Clocks.of(facts, levels::version);
    before.runs().stream()
        .filter(r -> after.runs().stream().noneMatch(r::isSameRun))
        .forEach(r -> remove(ticket, r));
    after.runs().stream().filter(r -> !before.runs().contains(r)).forEach(r -> write(ticket, r));
    return new Change(before, after);
  }

  /** What facts did to the clocks. */
  record Change(Clocks before, Clocks after) {}

  private void write(TicketId ticket, int ordinal, Fact fact) {
    Map<String, Object> values = new HashMap<>();
    values.put("ticket", ticket.value());
    values.put("ordinal", ordinal);
    values.put("kind", fact.kind().name());
    values.put("at", fact.at());
    values.put("agent", fact.by().map(AgentId::value).orElse(NOBODY));
    values.put("message", fact.message().map(MessageId::value).orElse(NOBODY));
    values.put("level", fact.levelVersion().orElse(NOBODY));
    values.put("severity", fact.severity().map(Severity::name).orElse(""));
    values.put("detail", detail(fact));
    values.put("other", fact.other().map(TicketId::value).orElse(NOBODY));
    values.put("of", fact.of().map(TicketId::value).orElse(NOBODY));
    Rows.run(em, FACT, values);
  }

  private static String detail(Fact fact) {
    return fact.reason()
        .map(WaitReason::name)
        .or(() -> fact.resolution().map(Fact.Resolution::name))
        .orElse("");
  }

  private void write(TicketId ticket, ClockRun run) {
    Map<String, Object> values = new HashMap<>();
    values.put("ticket", ticket.value());
    values.put("kind", run.kind().name());
    values.put("round", run.round());
    values.put("level", run.levelVersion());
    values.put("start", run.start());
    values.put("due", run.due().at());
    values.put("computed", run.computed());
    values.put("kept", run.keptAt().orElse(NOT_YET));
    values.put("agent", run.keptBy().map(AgentId::value).orElse(NOBODY));
    values.put("stopped", run.stoppedAt().orElse(NOT_YET));
    values.put("paused", run.pausedAt().orElse(NOT_YET));
    Rows.run(em, RUN, values);
  }

  private void remove(TicketId ticket, ClockRun run) {
    Rows.run(
        em,
        GONE,
        Map.of("ticket", ticket.value(), "kind", run.kind().name(), "round", run.round()));
  }

  private static Fact fact(DataRow row) {
    Fact.Kind kind = Fact.Kind.valueOf(Rows.text(row, "kind"));
    Optional<String> detail = Optional.of(Rows.text(row, "detail")).filter(d -> !d.isEmpty());
    return new Fact(
        kind,
        Rows.instant(row, "at"),
        Rows.anyNumber(row, "agent").map(AgentId::new),
        Rows.anyNumber(row, "message").map(MessageId::new),
        Rows.anyNumber(row, "level_version"),
        Optional.ofNullable(row.get("severity")).map(s -> Severity.valueOf(s.toString())),
        detail.filter(d -> kind == Fact.Kind.ASKED).map(WaitReason::valueOf),
        detail.filter(d -> kind == Fact.Kind.RESOLVED).map(Fact.Resolution::valueOf),
        Rows.anyNumber(row, "other").map(TicketId::new),
        Rows.anyNumber(row, "of_ticket").map(TicketId::new));
  }
}
