package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trail of acts for administrators and auditors: who, what, when, from where. */
@ApplicationScoped
@Transactional
public class AuditTrail {
  public static final int LIMIT = 500;
  private static final int BATCH = 2000;

  private static final String PAGE =
      """
      select a.id, a.at, a.actor, a.action, a.subject, s.value source
      from contacts.audit a
      left join contacts.audit_source s on s.audit = a.id
      where a.id < :before and a.at >= :from and a.at < :until
      """;

  private static final String LINKS =
      """
      select c.place, c.audit, c.mark, a.id, a.at, a.actor, a.action, a.subject, a.source
      from contacts.audit_chain c
      left join contacts.audit a on a.id = c.audit
      where c.place > :place
      order by c.place
      limit :batch
      """;

  private static final String LOOSE =
      """
      select a.id
      from contacts.audit a
      where not exists (select from contacts.audit_chain c where c.audit = a.id)
        and not exists (select from contacts.audit_pending p where p.audit = a.id)
      order by a.id
      limit 1
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Seal seal;

  /**
   * Which lines are looked for; empty parts ask for nothing.
   *
   * @param actor such as {@code staff:3}
   * @param action how it begins, such as {@code session.}
   * @param subject such as {@code ticket:10001}; an act may be about several
   * @param until exclusive
   */
  public record Filter(String actor, String action, String subject, Instant from, Instant until) {
    public static final Instant EVER = Instant.parse("0001-01-01T00:00:00Z");
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
  }

  /**
   * One act.
   *
   * @param source from where; empty for the desk's own acts and after an erasure
   */
  public record Line(
      long id, Instant at, String actor, String action, String subject, String source) {}

  /**
   * The last act first.
   *
   * @param before only lines with a smaller number: that of the last line of the page before
   * @throws NotPermitted unless the caller is an administrator or an auditor
   */
  public List<Line> page(Scope scope, Filter filter, long before, int limit) {
    guard(scope);
    StringBuilder sql = new StringBuilder(PAGE);
    Map<String, Object> values = new HashMap<>();
    values.put("before", before);
    values.put("from", filter.from());
    values.put("until", filter.until());
    values.put("limit", Math.max(1, Math.min(limit, LIMIT)));
    if (!filter.actor().isEmpty()) {
      sql.append(" and a.actor = :actor");
      values.put("actor", filter.actor());
    }
    if (!filter.action().isEmpty()) {
      sql.append(" and a.action like :action");
      values.put("action", filter.action().replaceAll("[\\\\%_]", "\\\\$0") + "%");
    }
    if (!filter.subject().isEmpty()) {
      sql.append(" and string_to_array(a.subject, ' ') @> array[cast(:subject as text)]");
      values.put("subject", filter.subject());
    }
    sql.append(" order by a.id desc limit :limit");
    return Sql.rows(em, sql.toString(), values).stream().map(AuditTrail::line).toList();
  }

  /**
   * Computes every mark again, from the first line on, and looks for lines without one.
   *
   * @throws NotPermitted unless the caller is an administrator or an auditor
   */
  public AuditVerdict verify(Scope scope) {
    guard(scope);
    long place = 0;
    byte[] mark = AuditLink.START;
    List<DataRow> links;
    do {
      links = Sql.rows(em, LINKS, Map.of("place", place, "batch", BATCH));
      for (DataRow link : links) {
        Optional<AuditVerdict.Kind> wrong = wrong(link, place, mark);
        if (wrong.isPresent()) {
          return verdict(place, mark, fault(wrong.get(), place + 1, Sql.id(link, "audit")));
        }
        place = Sql.id(link, "place");
        mark = link.get("mark", byte[].class);
      }
    } while (links.size() == BATCH);
    return verdict(
        place,
        mark,
        Sql.row(em, LOOSE, Map.of())
            .flatMap(row -> fault(AuditVerdict.Kind.NOT_CHAINED, 0, Sql.id(row, "id"))));
  }

  private Optional<AuditVerdict.Kind> wrong(DataRow link, long place, byte[] before) {
    if (Sql.id(link, "place") != place + 1) {
      return Optional.of(AuditVerdict.Kind.GAP);
    }
    if (link.get("id") == null) {
      return Optional.of(AuditVerdict.Kind.LINE_GONE);
    }
    byte[] content = AuditLink.of(link).after(before);
    return seal.isMarked(AuditLink.CONTEXT, content, link.get("mark", byte[].class))
        ? Optional.empty()
        : Optional.of(AuditVerdict.Kind.CHANGED);
  }

  private static AuditVerdict verdict(long lines, byte[] mark, Optional<AuditVerdict.Fault> fault) {
    return new AuditVerdict(lines, HexFormat.of().formatHex(mark), fault);
  }

  private static Optional<AuditVerdict.Fault> fault(AuditVerdict.Kind kind, long place, long line) {
    return Optional.of(new AuditVerdict.Fault(kind, place, line));
  }

  private static Line line(DataRow row) {
    return new Line(
        Sql.id(row, "id"),
        row.get("at", Instant.class),
        Sql.text(row, "actor"),
        Sql.text(row, "action"),
        Sql.text(row, "subject"),
        Sql.text(row, "source"));
  }

  private static void guard(Scope scope) {
    if (!scope.audits()) {
      throw new NotPermitted("see the trail of acts");
    }
  }
}
