package it.sportello.notifications;

import it.sportello.notifications.Mailboxes.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/**
 * Holds once a day what lies in a mailbox against what has a row. The mark never passes a mail
 * without one, so there should be no difference; if there is, the mails are fetched and the number
 * is shown.
 */
@ApplicationScoped
@Transactional
class Reconciliation {
  private static final String DUE =
      """
      select 1
      from notifications.mailbox
      where name = :name and fence = :fence
        and (reconciled_at is null or reconciled_at < now() - interval '1 day')
      """;

  private static final String WITHOUT_ROW =
      """
      select on_server.uid
      from unnest(cast(:uids as bigint[])) on_server (uid)
      where on_server.uid <= :mark
        and not exists (
          select 1 from notifications.incoming_mail known
          where known.mailbox = :name and known.uidvalidity = :uidvalidity
            and known.uid = on_server.uid)
      order by on_server.uid
      """;

  private static final String DONE =
      """
      update notifications.mailbox
      set reconciled_at = now(), on_server = :count, without_row = :missing
      where name = :name and fence = :fence
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  boolean isDue(Lease lease) {
    return Sql.row(em, DUE, Map.of("name", lease.mailbox(), "fence", lease.fence())).isPresent();
  }

  /**
   * @param uids all on the server
   * @return those at or below the mark that nobody knows
   */
  List<Long> withoutRow(Lease lease, List<Long> uids) {
    List<Long> missing =
        Sql.rows(
                em,
                WITHOUT_ROW,
                Map.of(
                    "uids",
                    uids.toArray(Long[]::new),
                    "mark",
                    lease.mark(),
                    "name",
                    lease.mailbox(),
                    "uidvalidity",
                    lease.uidvalidity()))
            .stream()
            .map(row -> Sql.number(row, "uid"))
            .toList();
    Sql.run(
        em,
        DONE,
        Map.of(
            "count",
            (long) uids.size(),
            "missing",
            (long) missing.size(),
            "name",
            lease.mailbox(),
            "fence",
            lease.fence()));
    return missing;
  }
}
