package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.Scope;
import it.sportello.notifications.Mailbox.Standing;
import it.sportello.ticketing.NotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each mailbox is doing, for the staff to see. */
@ApplicationScoped
@Transactional
public class MailboxStates {
  /** The mails of a mailbox that moved lie under several places. */
  private static final String STATES =
      """
      select a.id, a.name, a.place, a.standing, b.last_read_at, coalesce(b.last_error, '') trouble,
        b.failing_since, coalesce(b.listens, false) listens,
        extract(epoch from now() - b.last_read_at) lag, b.reconciled_at,
        coalesce(b.on_server, 0) on_server, coalesce(b.without_row, 0) without_row,
        coalesce(m.stored, 0) stored, coalesce(m.unread, 0) unread,
        coalesce(m.to_fetch, 0) to_fetch, m.latest
      from notifications.mailbox_account a
      left join notifications.mailbox b on b.name = a.place and b.account = a.id
      left join (
        select p.account, count(*) filter (where i.state <> 'FETCH_AGAIN') stored,
          count(*) filter (where i.state = 'RECEIVED') unread,
          count(*) filter (where i.state = 'FETCH_AGAIN') to_fetch, max(i.imported) latest
        from notifications.incoming_mail i
        join notifications.mailbox p on p.name = i.mailbox
        group by p.account) m on m.account = a.id
      order by a.standing = 'REMOVED', lower(a.name), a.id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * One mailbox.
   *
   * @param place who signs in where, and which folder is read
   * @param lastRead when it was last looked into; empty before the first time
   * @param lag since then
   * @param trouble what stands in the way; empty when it could be read
   * @param failingSince when that began
   * @param listens whether its server tells by itself what comes
   * @param unread stored, and not yet looked into
   * @param toFetch known to be there, though their bytes could not be had
   * @param latest when the newest of its mails was stored
   * @param reconciled when it was last held against what is stored
   * @param withoutRow how many mails were found then that nobody knew
   */
  public record State(
      MailboxId id,
      String name,
      String place,
      Standing standing,
      Optional<Instant> lastRead,
      Duration lag,
      Optional<ServerTrouble> trouble,
      Optional<Instant> failingSince,
      boolean listens,
      long stored,
      long unread,
      long toFetch,
      Optional<Instant> latest,
      Optional<Instant> reconciled,
      long onServer,
      long withoutRow) {}

  /**
   * Those that were removed last.
   *
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<State> all(Scope scope) {
    if (!(scope instanceof Scope.Staff) && !(scope instanceof Scope.Desk)) {
      throw new NotAllowed("see the mailboxes");
    }
    return Sql.rows(em, STATES, Map.of()).stream().map(MailboxStates::state).toList();
  }

  private static State state(DataRow row) {
    String trouble = Sql.text(row, "trouble");
    return new State(
        new MailboxId(Sql.number(row, "id")),
        Sql.text(row, "name"),
        Sql.text(row, "place"),
        Sql.constant(Standing.class, row, "standing"),
        Sql.instant(row, "last_read_at"),
        lag(row),
        trouble.isEmpty() ? Optional.empty() : Optional.of(ServerTrouble.valueOf(trouble)),
        Sql.instant(row, "failing_since"),
        (Boolean) row.get("listens"),
        Sql.number(row, "stored"),
        Sql.number(row, "unread"),
        Sql.number(row, "to_fetch"),
        Sql.instant(row, "latest"),
        Sql.instant(row, "reconciled_at"),
        Sql.number(row, "on_server"),
        Sql.number(row, "without_row"));
  }

  private static Duration lag(DataRow row) {
    Object seconds = row.get("lag");
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(((Number) seconds).longValue());
  }
}
