package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is late and what falls due, and by whom: for supervisors and administrators. A ticket counts
 * by the earliest promise that runs and is not kept.
 */
@ApplicationScoped
@Transactional
public class DueTickets {
  private static final String DUE =
      """
      where t.status <> 'RESOLVED' and t.next_due_at >= :from and t.next_due_at < :until
        and (:anybody or coalesce(t.assignee_id, 0) = :holder)
        and (:level = '' or t.level = :level)
      order by t.next_due_at, t.priority, t.id
      limit :limit
      """;

  private static final String BY_HOLDER =
      """
      select coalesce(t.assignee_id, 0) as holder,
        count(*) filter (where t.next_due_at < :now) as late,
        count(*) filter (where t.next_due_at >= :now) as due
      from ticketing.ticket t
      where t.status <> 'RESOLVED' and t.next_due_at < :until
        and (:level = '' or t.level = :level)
      group by 1
      order by 2 desc, 3 desc, 1
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * How much one agent has to answer for.
   *
   * @param holder {@link DueFilter#NOBODY} for what is in nobody's charge
   * @param due not late yet
   */
  public record Load(AgentId holder, long late, long due) {}

  /**
   * The earliest deadline first.
   *
   * @param until exclusive
   * @throws NotAllowed unless the caller is a supervisor or an administrator
   */
  public List<QueueRow> between(
      Scope scope, Instant from, Instant until, DueFilter filter, int limit) {
    guard(scope);
    Map<String, Object> values = new HashMap<>();
    values.put("from", from);
    values.put("until", until);
    values.put("anybody", filter.holder().isEmpty());
    values.put("holder", filter.holder().orElse(DueFilter.NOBODY).value());
    values.put("level", filter.level().orElse(""));
    values.put("limit", Math.max(1, Math.min(limit, Queue.LIMIT)));
    return Sql.rows(em, Queue.COLUMNS + DUE, values).stream().map(Queue::row).toList();
  }

  /**
   * Who has most that is late first; only of this level, unless it is empty.
   *
   * @throws NotAllowed unless the caller is a supervisor or an administrator
   */
  public List<Load> byHolder(Scope scope, Instant now, Instant until, String level) {
    guard(scope);
    return Sql.rows(em, BY_HOLDER, Map.of("now", now, "until", until, "level", level)).stream()
        .map(
            row ->
                new Load(
                    new AgentId(Sql.number(row, "holder")),
                    Sql.number(row, "late"),
                    Sql.number(row, "due")))
        .toList();
  }

  private static void guard(Scope scope) {
    boolean allowed =
        scope instanceof Scope.Desk
            || scope.administers()
            || scope instanceof Scope.Staff staff && staff.roles().contains(Role.SUPERVISOR);
    if (!allowed) {
      throw new NotAllowed("see what is late");
    }
  }
}
