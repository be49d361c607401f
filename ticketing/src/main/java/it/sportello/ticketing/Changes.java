package it.sportello.ticketing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What happened lately, for live pages. A change is seen as soon as its transaction and every older
 * one has ended, on each node in the same order and none left out: a place in the order is the
 * number of a transaction, and nobody reads beyond the oldest that still runs. Kept for {@link
 * #KEPT}; who was away for longer reads its page anew.
 */
@ApplicationScoped
@Transactional
public class Changes {
  public static final Duration KEPT = Duration.ofMinutes(15);

  private static final String HEAD =
      """
      select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) - 1 as head
      """;

  /** All changes of one transaction come together, or the rest of them would be passed over. */
  private static final String SINCE =
      """
      select cast(cast(c.transaction as text) as bigint) as id, c.ticket_id
      from ticketing.change c
      where c.transaction > cast(cast(:after as text) as xid8)
        and c.transaction < pg_snapshot_xmin(pg_current_snapshot())
      order by c.transaction
      fetch first (:limit) rows with ties
      """;

  private static final String SWEEP =
      """
      delete from ticketing.change
      where at < now() - make_interval(secs => :seconds)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /** The place after everything that can be seen now. */
  public long head() {
    return Sql.number(Sql.row(em, HEAD, Map.of()).orElseThrow(), "head");
  }

  /**
   * @param after the {@link Change#id()} of the last one seen, or {@link #head()}
   * @param limit may be passed by what belongs to the last transaction
   */
  public List<Change> since(long after, int limit) {
    return Sql.rows(em, SINCE, Map.of("after", after, "limit", limit)).stream()
        .map(row -> new Change(Sql.number(row, "id"), new TicketId(Sql.number(row, "ticket_id"))))
        .toList();
  }

  /** The database's own time, in which the rows were stamped. */
  int sweep() {
    return Sql.run(em, SWEEP, Map.of("seconds", (double) KEPT.toSeconds()));
  }
}
