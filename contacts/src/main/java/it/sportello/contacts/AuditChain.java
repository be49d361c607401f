package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Gives each committed line of the trail its place in the chain. One node at a time does it; a line
 * that was written early and committed late gets a later place, and loses nothing by it.
 */
@ApplicationScoped
@Transactional
class AuditChain {
  private static final int BATCH = 500;
  private static final long LOCK = 0x5907_7e11_0006L;

  private static final String LEAD = "select pg_try_advisory_xact_lock(:lock) lead";

  private static final String LAST =
      """
      select place, mark
      from contacts.audit_chain
      order by place desc
      limit 1
      """;

  private static final String WAITING =
      """
      select a.id, a.at, a.actor, a.action, a.subject, a.source
      from contacts.audit_pending p
      join contacts.audit a on a.id = p.audit
      order by p.audit
      limit :batch
      """;

  private static final String LINK =
      """
      with placed as (
        insert into contacts.audit_chain (place, audit, mark, chained_at)
        select :before + l.n, l.audit, decode(l.mark, 'hex'), :now
        from unnest(:lines, :marks) with ordinality l (audit, mark, n))
      delete from contacts.audit_pending where audit = any(:lines)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Seal seal;
  @Inject DeskClock clock;

  /** One batch; whether there may be more. */
  boolean step() {
    if (!leads()) {
      return false;
    }
    List<DataRow> waiting = Sql.rows(em, WAITING, Map.of("batch", BATCH));
    if (waiting.isEmpty()) {
      return false;
    }
    long place = 0;
    byte[] mark = AuditLink.START;
    for (DataRow last : Sql.rows(em, LAST, Map.of())) {
      place = Sql.id(last, "place");
      mark = last.get("mark", byte[].class);
    }
    Long[] lines = new Long[waiting.size()];
    String[] marks = new String[waiting.size()];
    for (int i = 0; i < lines.length; i++) {
      AuditLink line = AuditLink.of(waiting.get(i));
      mark = seal.mark(AuditLink.CONTEXT, line.after(mark));
      lines[i] = line.id();
      marks[i] = HexFormat.of().formatHex(mark);
    }
    Sql.run(em, LINK, Map.of("before", place, "lines", lines, "marks", marks, "now", clock.now()));
    return waiting.size() == BATCH;
  }

  private boolean leads() {
    return Sql.rows(em, LEAD, Map.of("lock", LOCK)).get(0).get("lead", Boolean.class);
  }
}
