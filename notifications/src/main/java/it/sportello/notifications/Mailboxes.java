package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.ticketing.Blob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was fetched from each mailbox. A mail's row and the mark that says it was fetched are one
 * transaction, refused to a node that has lost its lease; the mark never passes a UID that has no
 * row.
 */
@ApplicationScoped
@Transactional
class Mailboxes {
  private static final String ADVANCE =
      """
      update notifications.mailbox
      set high_water = greatest(high_water, :uid)
      where name = :name and fence = :fence and uidvalidity = :uidvalidity
      """;

  /**
   * The same bytes under an older numbering, or where the mailbox was before it moved, are the mail
   * that is there already.
   */
  private static final String STORE =
      """
      insert into notifications.incoming_mail
        (mailbox, uidvalidity, uid, sha256, size, received, imported, state, due_at)
      values (:name, :uidvalidity, :uid, :sha256, :size, :received, :imported,
        case when exists (
          select 1 from notifications.incoming_mail known
          where known.sha256 = :sha256 and known.uid is not null
            and known.mailbox in (
              select name from notifications.mailbox where account = :account)
            and (known.mailbox <> :name or known.uidvalidity <> :uidvalidity))
        then 'DUPLICATE' else 'RECEIVED' end, now() + interval '1 minute')
      on conflict (mailbox, uidvalidity, uid) do nothing
      returning id
      """;

  private static final String FETCHED =
      """
      update notifications.incoming_mail
      set sha256 = :sha256, size = :size, received = least(received, :received), attempts = 0,
        state = 'RECEIVED', due_at = now() + interval '1 minute'
      where mailbox = :name and uidvalidity = :uidvalidity and uid = :uid and state = 'FETCH_AGAIN'
      returning id
      """;

  private static final String LATER =
      """
      insert into notifications.incoming_mail
        (mailbox, uidvalidity, uid, received, imported, state, due_at)
      values (:name, :uidvalidity, :uid, :received, :imported, 'FETCH_AGAIN',
        now() + interval '30 seconds')
      on conflict (mailbox, uidvalidity, uid) do update
      set attempts = notifications.incoming_mail.attempts + 1,
        due_at = now() + interval '1 minute' * (notifications.incoming_mail.attempts + 1)
      where notifications.incoming_mail.state = 'FETCH_AGAIN'
      """;

  private static final String AGAIN =
      """
      select uid
      from notifications.incoming_mail
      where mailbox = :name and uidvalidity = :uidvalidity and state = 'FETCH_AGAIN'
        and due_at <= now()
      order by due_at, id
      limit 20
      """;

  private static final String GONE =
      """
      update notifications.incoming_mail
      set state = 'GONE'
      where mailbox = :name and uidvalidity = :uidvalidity and uid = :uid and state = 'FETCH_AGAIN'
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject IncomingMails mails;

  /**
   * The right to read a mailbox for a while.
   *
   * @param mark the highest UID that has a row
   */
  record Lease(String mailbox, long account, long fence, long uidvalidity, long mark) {}

  /** Another node reads the mailbox now. */
  static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(String mailbox) {
      super("another node reads " + mailbox);
    }
  }

  /**
   * @return the mail to be read; empty when it is known already
   */
  Optional<Stored> store(Lease lease, long uid, Blob blob, Instant received) {
    Map<String, Object> values = values(lease, uid);
    values.put("sha256", blob.sha256());
    values.put("size", blob.size());
    values.put("received", received);
    values.put("imported", clock.now());
    values.put("account", lease.account());
    Optional<DataRow> row =
        Sql.row(em, STORE, values).or(() -> fetched(lease, uid, blob, received));
    advance(lease, uid);
    return row.flatMap(fresh -> mails.find(Sql.number(fresh, "id")))
        .filter(stored -> stored.state().equals("RECEIVED"));
  }

  /** There is a mail whose bytes could not be had: it gets a row, and is asked for again. */
  void fetchLater(Lease lease, long uid, Instant received) {
    Map<String, Object> values = values(lease, uid);
    values.put("received", received);
    values.put("imported", clock.now());
    Sql.run(em, LATER, values);
    advance(lease, uid);
  }

  /** Too large to be taken: its row says so, and it stays on the server. */
  void tooLarge(Lease lease, long uid, Instant received, Blob header) {
    store(lease, uid, header, received)
        .ifPresent(
            stored -> mails.hold(stored.id(), Reason.TOO_LARGE, "", IncomingMails.Summary.NONE));
  }

  List<Long> toFetchAgain(Lease lease) {
    return Sql.rows(em, AGAIN, Map.of("name", lease.mailbox(), "uidvalidity", lease.uidvalidity()))
        .stream()
        .map(row -> Sql.number(row, "uid"))
        .toList();
  }

  void gone(Lease lease, long uid) {
    Sql.run(
        em, GONE, Map.of("name", lease.mailbox(), "uidvalidity", lease.uidvalidity(), "uid", uid));
  }

  private Optional<DataRow> fetched(Lease lease, long uid, Blob blob, Instant received) {
    Map<String, Object> values = values(lease, uid);
    values.put("sha256", blob.sha256());
    values.put("size", blob.size());
    values.put("received", received);
    return Sql.row(em, FETCHED, values);
  }

  private void advance(Lease lease, long uid) {
    Map<String, Object> values = values(lease, uid);
    values.put("fence", lease.fence());
    if (Sql.run(em, ADVANCE, values) == 0) {
      throw new LeaseLost(lease.mailbox());
    }
  }

  private static Map<String, Object> values(Lease lease, long uid) {
    Map<String, Object> values = new HashMap<>();
    values.put("name", lease.mailbox());
    values.put("uidvalidity", lease.uidvalidity());
    values.put("uid", uid);
    return values;
  }
}
