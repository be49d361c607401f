package it.sportello.entitlements;

import it.sportello.contacts.Audit;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Throws away everything that is derived from the ledgers, the clocks and what the queue sorts by,
 * and computes it again; it mends promises that were not computed. A batch of tickets is one
 * transaction that also moves the mark, so whoever is interrupted goes on where it was, on any
 * node.
 */
@ApplicationScoped
@Transactional
public class Rebuilds {
  private static final Logger LOG = Logger.getLogger(Rebuilds.class.getName());
  private static final int BATCH = 200;

  private static final String ASK =
      """
      insert into entitlements.rebuild (asked_by, asked_at)
      values (nullif(:by, 0), :at)
      on conflict do nothing
      """;

  private static final String LAST =
      """
      select asked_at, tickets, changed, failed, finished_at
      from entitlements.rebuild
      order by id desc
      limit 1
      """;

  private static final String CLAIM =
      """
      select id, done
      from entitlements.rebuild
      where finished_at is null
      for update skip locked
      """;

  private static final String NEXT =
      """
      select ticket
      from entitlements.fact
      where ordinal = 1 and ticket > :done
      order by ticket
      limit :batch
      """;

  private static final String MARK =
      """
      update entitlements.rebuild
      set done = :done, tickets = tickets + :tickets, changed = changed + :changed,
        failed = failed + :failed
      where id = :id
      """;

  private static final String FINISH =
      """
      update entitlements.rebuild
      set finished_at = :at
      where id = :id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Audit audit;
  @Inject DeskClock clock;
  @Inject Tickets tickets;
  @Inject Ledger ledger;
  @Inject LevelStore levels;
  @Inject ClockRows rows;
  @Inject TermsChanges terms;

  /**
   * How far the last one is.
   *
   * @param tickets how many were computed
   * @param changed how many had other clocks before
   * @param failed how many could not be computed and were left as they were; the log says why
   * @param finished empty while it runs
   */
  public record Progress(
      Instant asked, long tickets, long changed, long failed, Optional<Instant> finished) {}

  /**
   * Begins within seconds. Nothing happens while one runs.
   *
   * @throws NotAllowed unless the caller is an administrator
   */
  public void ask(Scope scope) {
    Administrator by = Administrator.of(scope, "rebuild promises");
    if (Rows.run(em, ASK, Map.of("by", by.agent(), "at", clock.now())) == 1) {
      audit.record(scope, "promises.rebuild", "promises");
    }
  }

  /**
   * @throws NotAllowed unless the caller is of the staff, or a program that administers
   */
  public Optional<Progress> last(Scope scope) {
    if (scope instanceof Scope.Staff || scope instanceof Scope.Desk || scope.administers()) {
      return Rows.rows(em, LAST, Map.of()).stream().findFirst().map(Rebuilds::progress);
    }
    throw new NotAllowed("see the promises");
  }

  /** One batch; whether there may be another one to do. */
  boolean step() {
    Optional<DataRow> claimed = Rows.rows(em, CLAIM, Map.of()).stream().findFirst();
    if (claimed.isEmpty()) {
      return false;
    }
    long id = Rows.number(claimed.get(), "id");
    List<TicketId> batch =
        Rows.rows(em, NEXT, Map.of("done", Rows.number(claimed.get(), "done"), "batch", BATCH))
            .stream()
            .map(row -> new TicketId(Rows.number(row, "ticket")))
            .toList();
    if (batch.isEmpty()) {
      Rows.run(em, FINISH, Map.of("id", id, "at", clock.now()));
      return false;
    }
    build(id, batch);
    return true;
  }

  private void build(long id, List<TicketId> batch) {
    tickets.hold(batch);
    Map<TicketId, Clocks> computed = computed(batch);
    int changed = 0;
    if (!computed.isEmpty()) {
      Map<TicketId, String> before = rows.digests(computed.keySet());
      rows.replace(computed);
      Map<TicketId, String> after = rows.digests(computed.keySet());
      computed.forEach(terms::grant);
      changed =
          (int)
              computed.keySet().stream()
                  .filter(
                      t ->
                          !Optional.ofNullable(before.get(t))
                              .equals(Optional.ofNullable(after.get(t))))
                  .count();
    }
    Map<String, Object> mark = new HashMap<>();
    mark.put("id", id);
    mark.put("done", batch.get(batch.size() - 1).value());
    mark.put("tickets", computed.size());
    mark.put("changed", changed);
    mark.put("failed", batch.size() - computed.size());
    Rows.run(em, MARK, mark);
  }

  /** A ledger that cannot be read keeps nobody else's promise from being computed. */
  private Map<TicketId, Clocks> computed(List<TicketId> batch) {
    Map<TicketId, Clocks> computed = new LinkedHashMap<>();
    ledger
        .facts(batch)
        .forEach(
            (ticket, facts) -> {
              try {
                computed.put(ticket, Clocks.of(facts, levels::version));
              } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "Promises of ticket " + ticket + " not computed", e);
              }
            });
    return computed;
  }

  private static Progress progress(DataRow row) {
    return new Progress(
        Rows.instant(row, "asked_at"),
        Rows.number(row, "tickets"),
        Rows.number(row, "changed"),
        Rows.number(row, "failed"),
        Rows.anyInstant(row, "finished_at"));
  }
}
