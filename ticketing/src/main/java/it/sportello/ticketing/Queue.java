package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The agents' queue: what falls due first stands first, by (next deadline, priority, number). Pages
 * follow a cursor, so a page costs the same at any depth and no row is seen twice.
 */
@ApplicationScoped
@Transactional
public class Queue {
  /** The most rows a page has, whatever is asked for. */
  public static final int LIMIT = 200;

  static final String COLUMNS =
      """
      select t.id, t.platform_id, t.requester_id, t.subject, t.first_words, t.channel, t.status,
        t.severity, t.priority, t.level, t.level_version, t.assignee_id, t.received_at, t.next_due_at,
        t.next_kind, t.waits_for, coalesce(t.resolved_at, t.received_at) as resolved_at
      from ticketing.ticket t
      """;

  private static final String BY_DEADLINE =
      """
       and (t.next_due_at, t.priority, t.id) > (:at, :priority, :id)
      order by t.next_due_at, t.priority, t.id
      limit :limit
      """;

  private static final String LAST_RESOLVED_FIRST =
      """
       and (t.resolved_at, t.id) < (:at, :id)
      order by t.resolved_at desc, t.id desc
      limit :limit
      """;

  private static final String LAST_RECEIVED_FIRST =
      """
       and (t.received_at, t.id) < (:at, :id)
      order by t.received_at desc, t.id desc
      limit :limit
      """;

  /** Each count ends at the cap, so none reads the whole table. */
  private static final String COUNTS =
      """
      select
        (select count(*) from (select 1 from ticketing.ticket t
           where t.status <> 'RESOLVED' and %1$s limit :cap) o) as open,
        (select count(*) from (select 1 from ticketing.ticket t
           where t.status <> 'RESOLVED' and t.assignee_id = :agent and %1$s limit :cap) m) as mine,
        (select count(*) from (select 1 from ticketing.ticket t
           where t.status <> 'RESOLVED' and t.status = 'NEW' and %1$s limit :cap) u) as untaken,
        (select count(*) from (select 1 from ticketing.ticket t
           where t.status = 'RESOLVED' and %1$s limit :cap) r) as resolved
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * @param after what the page before gave as {@link QueuePage#next()}; empty for the first
   * @param limit 1 to {@link #LIMIT}; beyond, the nearest of the two
   * @throws it.sportello.contacts.InvalidValue {@code cursor} when {@code after} is not one
   */
  public QueuePage page(Scope scope, QueueFilter filter, String after, int limit) {
    Map<String, Object> values = new HashMap<>();
    String where = condition(scope, filter, values);
    if (filter.view() == QueueFilter.View.RESOLVED) {
      Cursor from = Cursor.read(after, Cursor.last(Cursor.RESOLVED));
      return page(where + LAST_RESOLVED_FIRST, values, from, limit, Queue::resolvedCursor);
    }
    Cursor from = Cursor.read(after, Cursor.first(Cursor.OPEN));
    values.put("priority", from.priority());
    return page(where + BY_DEADLINE, values, from, limit, Queue::openCursor);
  }

  /** Every ticket in sight, open or not, the last received first: a customer's own list. */
  public QueuePage mine(Scope scope, String after, int limit) {
    Sight sight = Sight.of(scope);
    Cursor from = Cursor.read(after, Cursor.last(Cursor.MINE));
    return page(
        "where " + sight.condition() + LAST_RECEIVED_FIRST,
        new HashMap<>(sight.parameters()),
        from,
        limit,
        Queue::receivedCursor);
  }

  public QueueCounts counts(Scope scope) {
    Sight sight = Sight.of(scope);
    DataRow row =
        Sql.row(
                em,
                COUNTS.formatted(sight.condition()),
                sight.and(Map.of("agent", agent(scope), "cap", QueueCounts.CAP)))
            .orElseThrow();
    return new QueueCounts(
        count(row, "open"), count(row, "mine"), count(row, "untaken"), count(row, "resolved"));
  }

  /** These tickets as far as they are in sight, in the order of the queue; at most 1,000. */
  public List<QueueRow> rows(Scope scope, Collection<TicketId> tickets) {
    if (tickets.isEmpty()) {
      return List.of();
    }
    Sight sight = Sight.of(scope);
    List<Long> ids = tickets.stream().map(TicketId::value).distinct().limit(1000).toList();
    String sql =
        COLUMNS
            + "where t.id in (:ids) and "
            + sight.condition()
            + " order by t.next_due_at, t.priority, t.id";
    return Sql.rows(em, sql, sight.and(Map.of("ids", ids))).stream().map(Queue::row).toList();
  }

  private static String condition(Scope scope, QueueFilter filter, Map<String, Object> values) {
    Sight sight = Sight.of(scope);
    values.putAll(sight.parameters());
    StringBuilder where = new StringBuilder("where " + sight.condition());
    where.append(
        switch (filter.view()) {
          case ALL_OPEN -> " and t.status <> 'RESOLVED'";
          case UNTAKEN -> " and t.status <> 'RESOLVED' and t.status = 'NEW'";
          case RESOLVED -> " and t.status = 'RESOLVED'";
          case MINE -> " and t.status <> 'RESOLVED' and t.assignee_id = :agent";
        });
    if (filter.view() == QueueFilter.View.MINE) {
      values.put("agent", agent(scope));
    }
    filter.channel().ifPresent(c -> and(where, values, "channel", c.name()));
    filter.platform().ifPresent(p -> and(where, values, "platform_id", p.value()));
    filter.level().ifPresent(l -> and(where, values, "level", l));
    return where.toString();
  }

  private static void and(
      StringBuilder where, Map<String, Object> values, String column, Object value) {
    where.append(" and t.").append(column).append(" = :").append(column);
    values.put(column, value);
  }

  /** One row more than asked for tells whether there is a next page. */
  private QueuePage page(
      String where,
      Map<String, Object> values,
      Cursor from,
      int limit,
      Function<DataRow, Cursor> cursor) {
    int size = Math.max(1, Math.min(limit, LIMIT));
    values.put("at", from.at());
    values.put("id", from.id());
    values.put("limit", size + 1);
    List<DataRow> found = Sql.rows(em, COLUMNS + where, values);
    boolean more = found.size() > size;
    List<DataRow> rows = more ? found.subList(0, size) : found;
    String next = more ? cursor.apply(rows.get(size - 1)).text() : "";
    return new QueuePage(rows.stream().map(Queue::row).toList(), next);
  }

  static QueueRow row(DataRow row) {
    return new QueueRow(
        new TicketId(Sql.number(row, "id")),
        new PlatformId(Sql.number(row, "platform_id")),
        Sql.id(row, "requester_id").map(ContactId::new),
        Sql.text(row, "subject"),
        Sql.text(row, "first_words"),
        Sql.constant(Channel.class, row, "channel"),
        Sql.constant(Status.class, row, "status"),
        Sql.constant(Severity.class, row, "severity"),
        Reading.priority(row),
        Sql.text(row, "level"),
        Sql.number(row, "level_version"),
        Sql.id(row, "assignee_id").map(AgentId::new),
        Sql.instant(row, "received_at"),
        new Deadline(Sql.instant(row, "next_due_at")),
        Sql.constant(PromiseKind.class, row, "next_kind"),
        Reading.waitsFor(row));
  }

  private static Cursor openCursor(DataRow row) {
    return new Cursor(
        Cursor.OPEN,
        Sql.instant(row, "next_due_at"),
        (int) Sql.number(row, "priority"),
        Sql.number(row, "id"));
  }

  private static Cursor resolvedCursor(DataRow row) {
    return new Cursor(Cursor.RESOLVED, Sql.instant(row, "resolved_at"), 0, Sql.number(row, "id"));
  }

  private static Cursor receivedCursor(DataRow row) {
    return new Cursor(Cursor.MINE, Sql.instant(row, "received_at"), 0, Sql.number(row, "id"));
  }

  private static long agent(Scope scope) {
    return scope instanceof Scope.Staff staff ? staff.agent().value() : 0;
  }

  private static int count(DataRow row, String column) {
    return (int) Sql.number(row, column);
  }
}
