package it.sportello.notifications;

import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each mailbox is doing, for the staff to see. */
@ApplicationScoped
@Transactional
public class MailboxStates {
  private static final String STATES =
      """
      select b.name, b.last_read_at, b.last_error, b.reconciled_at, b.on_server, b.without_row,
        coalesce(m.stored, 0) stored, coalesce(m.unread, 0) unread,
        coalesce(m.to_fetch, 0) to_fetch, m.latest
      from notifications.mailbox b
      left join (
        select mailbox, count(*) filter (where state <> 'FETCH_AGAIN') stored,
          count(*) filter (where state = 'RECEIVED') unread,
          count(*) filter (where state = 'FETCH_AGAIN') to_fetch, max(imported) latest
        from notifications.incoming_mail
        group by mailbox) m on m.mailbox = b.name
      order by b.name
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * One mailbox.
   *
   * @param lastRead when it was last looked into; empty before the first time
   * @param lastError what it last failed with; empty when it could be read
   * @param unread stored, and not yet looked into
   * @param toFetch known to be there, though their bytes could not be had
   * @param latest when the newest of its mails was stored
   * @param reconciled when it was last held against what is stored
   * @param withoutRow how many mails were found then that nobody knew
   */
  public record State(
      String name,
      Optional<Instant> lastRead,
      String lastError,
      long stored,
      long unread,
      long toFetch,
      Optional<Instant> latest,
      Optional<Instant> reconciled,
      long onServer,
      long withoutRow) {}

  /**
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<State> all(Scope scope) {
    if (!(scope instanceof Scope.Staff) && !(scope instanceof Scope.Desk)) {
      throw new NotAllowed("see the mailboxes");
    }
    return Sql.rows(em, STATES, Map.of()).stream().map(MailboxStates::state).toList();
  }

  private static State state(Tuple row) {
    return new State(
        Sql.text(row, "name"),
        Sql.instant(row, "last_read_at"),
        Sql.text(row, "last_error"),
        Sql.number(row, "stored"),
        Sql.number(row, "unread"),
        Sql.number(row, "to_fetch"),
        Sql.instant(row, "latest"),
        Sql.instant(row, "reconciled_at"),
        Sql.number(row, "on_server"),
        Sql.number(row, "without_row"));
  }
}
