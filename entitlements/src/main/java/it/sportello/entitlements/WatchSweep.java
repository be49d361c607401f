package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Looks at the clocks whose instant has come, a batch in one transaction. Any number of nodes may
 * do it at once: a row that another holds is left to it, and the mark decides who announces. Takes
 * no lock of a ticket or a clock.
 */
@ApplicationScoped
@Transactional
class WatchSweep {
  private static final String CLAIM =
      """
      select ticket, kind, round
      from entitlements.watched
      where look_at <= :now
      order by look_at, ticket, kind, round
      limit :most
      for update skip locked
      """;

  /**
   * A statement of its own: it sees what was committed before the rows were locked, and whoever
   * changes a clock from now on waits, and then has it looked at again.
   */
  private static final String CLOCKS =
      """
      select c.ticket, c.kind, c.round, c.level_version, c.started_at, c.due_at, c.computed,
        (select f.severity from entitlements.fact f
         where f.ticket = c.ticket and f.severity is not null and f.of_ticket is null
         order by f.ordinal desc limit 1) severity
      from jsonb_to_recordset(cast(:runs as jsonb)) r (ticket bigint, kind text, round smallint)
      join entitlements.clock c on c.ticket = r.ticket and c.kind = r.kind and c.round = r.round
      where c.kept_at is null and c.stopped_at is null and c.paused_at is null
      """;

  private static final String MARK =
      """
      insert into entitlements.watch_mark (ticket, kind, round, mark, due_at, at)
      select r.ticket, r.kind, r.round, r.mark, r.due_at, cast(:now as timestamptz)
      from jsonb_to_recordset(cast(:runs as jsonb))
        r (ticket bigint, kind text, round smallint, mark text, due_at timestamptz)
      on conflict do nothing
      returning ticket, kind, round
      """;

  private static final String LOOK_AGAIN =
      """
      update entitlements.watched w
      set look_at = r.look_at
      from jsonb_to_recordset(cast(:runs as jsonb))
        r (ticket bigint, kind text, round smallint, look_at timestamptz)
      where w.ticket = r.ticket and w.kind = r.kind and w.round = r.round
      """;

  private static final String FORGET =
      """
      delete from entitlements.watched w
      using jsonb_to_recordset(cast(:runs as jsonb)) r (ticket bigint, kind text, round smallint)
      where w.ticket = r.ticket and w.kind = r.kind and w.round = r.round
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject WatchRules rules;
  @Inject LevelStore levels;
  @Inject DeskClock clock;
  @Inject Event<EntitlementEvent> events;

  /** A run of a clock. */
  private record Key(long ticket, String kind, int round) {
    static Key of(DataRow row) {
      return new Key(Rows.number(row, "ticket"), Rows.text(row, "kind"), Rows.small(row, "round"));
    }

    /** Numbers and names of constants only: nothing in it needs an escape. */
    String json(String more) {
      return "{\"ticket\":%d,\"kind\":\"%s\",\"round\":%d%s}".formatted(ticket, kind, round, more);
    }
  }

  /** Reads the rules again, so that every node soon follows a change. */
  void refresh() {
    rules.read();
  }

  /**
   * @return how many clocks were looked at
   */
  int turn(int most) {
    Instant now = clock.now();
    List<Key> claimed =
        Rows.rows(em, CLAIM, Map.of("now", now, "most", most)).stream().map(Key::of).toList();
    if (claimed.isEmpty()) {
      return 0;
    }
    Nearness nearness = rules.nearness();
    Map<Key, WatchedRun> runs = new LinkedHashMap<>();
    Rows.rows(em, CLOCKS, Map.of("runs", json(claimed)))
        .forEach(row -> runs.put(Key.of(row), run(row)));
    Map<Key, WatchedRun.Step> steps = new LinkedHashMap<>();
    runs.forEach((key, run) -> steps.put(key, run.stepAt(now, nearness)));
    lookAgain(claimed, steps);
    announce(runs, steps, now);
    return claimed.size();
  }

  private void lookAgain(List<Key> claimed, Map<Key, WatchedRun.Step> steps) {
    StringJoiner again = array();
    StringJoiner never = array();
    for (Key key : claimed) {
      Optional<Instant> next = Optional.ofNullable(steps.get(key)).flatMap(WatchedRun.Step::again);
      next.ifPresentOrElse(
          at -> again.add(key.json(",\"look_at\":\"" + at + "\"")), () -> never.add(key.json("")));
    }
    run(LOOK_AGAIN, again);
    run(FORGET, never);
  }

  private void announce(Map<Key, WatchedRun> runs, Map<Key, WatchedRun.Step> steps, Instant now) {
    Map<Key, WatchedRun.Mark> marks = new HashMap<>();
    steps.forEach((key, step) -> step.mark().ifPresent(mark -> marks.put(key, mark)));
    if (marks.isEmpty()) {
      return;
    }
    StringJoiner rows = array();
    marks.forEach(
        (key, mark) ->
            rows.add(
                key.json(
                    ",\"mark\":\"%s\",\"due_at\":\"%s\""
                        .formatted(mark, runs.get(key).due().at()))));
    Rows.rows(em, MARK, Map.of("runs", rows.toString(), "now", now)).stream()
        .map(Key::of)
        .forEach(key -> events.fire(runs.get(key).announcement(marks.get(key), now)));
  }

  private WatchedRun run(DataRow row) {
    LevelVersion level = levels.version(Rows.number(row, "level_version"));
    PromiseKind kind = PromiseKind.valueOf(Rows.text(row, "kind"));
    Severity severity =
        row.get("severity") == null
            ? Severity.NORMAL
            : Severity.valueOf(Rows.text(row, "severity"));
    return new WatchedRun(
        new TicketId(Rows.number(row, "ticket")),
        kind,
        Rows.small(row, "round"),
        Rows.instant(row, "started_at"),
        new Deadline(Rows.instant(row, "due_at")),
        level,
        Rows.truth(row, "computed") ? level.target(kind, severity) : Optional.empty());
  }

  private static String json(List<Key> keys) {
    StringJoiner all = array();
    keys.forEach(key -> all.add(key.json("")));
    return all.toString();
  }

  private static StringJoiner array() {
    return new StringJoiner(",", "[", "]").setEmptyValue("");
  }

  private void run(String statement, StringJoiner rows) {
    if (!rows.toString().isEmpty()) {
      Rows.run(em, statement, Map.of("runs", rows.toString()));
    }
  }
}
