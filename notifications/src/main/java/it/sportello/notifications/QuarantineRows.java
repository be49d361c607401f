package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.Audit;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.Scope;
import it.sportello.notifications.Quarantine.Detail;
import it.sportello.notifications.Quarantine.Entry;
import it.sportello.notifications.proof.Trust;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the quarantine reads, in short transactions: files are opened outside. */
@ApplicationScoped
@Transactional
class QuarantineRows {
  private static final String ENTRY =
      """
      select id, received, from_address, subject, reason, detail, size, imported, mailbox, sha256,
        trust
      from notifications.incoming_mail
      where state = 'QUARANTINE'
      """;

  /** With the reason for which it was held before. */
  private static final String DISCARDED =
      """
      select id, received, from_address, subject, detail reason, '' detail, size, trust
      from notifications.incoming_mail
      where state = 'DISCARDED' and detail <> '' and id < :before order by id desc limit :limit
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject IncomingMails mails;
  @Inject Audit audit;

  List<Entry> page(long before, int limit) {
    return Sql.rows(
            em,
            ENTRY + "and id < :before order by id desc limit :limit",
            Map.of("before", before, "limit", limit))
        .stream()
        .map(QuarantineRows::entry)
        .toList();
  }

  List<Entry> page(Reason reason, long before, int limit) {
    return Sql.rows(
            em,
            ENTRY + "and reason = :reason and id < :before order by id desc limit :limit",
            Map.of("reason", reason.name(), "before", before, "limit", limit))
        .stream()
        .map(QuarantineRows::entry)
        .toList();
  }

  List<Entry> discarded(long before, int limit) {
    return Sql.rows(em, DISCARDED, Map.of("before", before, "limit", limit)).stream()
        .map(QuarantineRows::entry)
        .toList();
  }

  Map<Reason, Integer> counts() {
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    Sql.rows(
            em,
            """
            select reason, count(*) n
            from notifications.incoming_mail
            where state = 'QUARANTINE'
            group by reason
            """,
            Map.of())
        .forEach(
            row ->
                counts.put(Sql.constant(Reason.class, row, "reason"), (int) Sql.number(row, "n")));
    return counts;
  }

  boolean discard(Scope scope, long id, AgentId by) {
    boolean done = mails.discard(id, by);
    if (done) {
      audit.record(scope, "quarantine.discard", "mail:" + id);
    }
    return done;
  }

  boolean restore(Scope scope, long id) {
    boolean done = mails.restore(id);
    if (done) {
      audit.record(scope, "quarantine.restore", "mail:" + id);
    }
    return done;
  }

  int count() {
    return (int)
        Sql.number(
            Sql.row(
                    em,
                    """
                    select count(*) n from (
                      select 1 from notifications.incoming_mail
                      where state = 'QUARANTINE' limit 1001) waiting
                    """,
                    Map.of())
                .orElseThrow(),
            "n");
  }

  /** Without what stands in the mail itself. */
  Optional<Detail> detail(long id) {
    return Sql.row(em, ENTRY + "and id = :id", Map.of("id", id))
        .map(
            row ->
                new Detail(
                    entry(row),
                    Sql.instant(row, "imported").orElseThrow(),
                    Sql.text(row, "mailbox"),
                    Sql.text(row, "sha256"),
                    Optional.empty(),
                    "",
                    "",
                    "",
                    List.of()));
  }

  private static Entry entry(DataRow row) {
    return new Entry(
        Sql.number(row, "id"),
        Sql.instant(row, "received").orElseThrow(),
        Sql.text(row, "from_address"),
        Sql.text(row, "subject"),
        Sql.constant(Reason.class, row, "reason"),
        Sql.text(row, "detail"),
        Sql.number(row, "size"),
        Sql.constant(Trust.class, row, "trust"));
  }
}
