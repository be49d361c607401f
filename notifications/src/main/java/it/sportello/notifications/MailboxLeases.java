package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.notifications.Mailboxes.Lease;
import it.sportello.notifications.Mailboxes.LeaseLost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Which reader reads a mailbox, how far it has come, and what stands in its way. */
@ApplicationScoped
@Transactional
class MailboxLeases {
  /** Only by what the mailbox is now: a changed one is not read by what it was. */
  private static final String LEASE =
      """
      insert into notifications.mailbox (name, account, holder, lease_until, fence)
      select :name, a.id, :holder, now() + make_interval(secs => :seconds), 1
      from notifications.mailbox_account a
      where a.id = :account and a.version = :version and a.standing = 'ACTIVE'
      on conflict (name) do update
      set account = excluded.account, holder = excluded.holder, lease_until = excluded.lease_until,
        fence = case when notifications.mailbox.holder = excluded.holder
          then notifications.mailbox.fence else notifications.mailbox.fence + 1 end
      where notifications.mailbox.holder = excluded.holder
        or notifications.mailbox.lease_until < now()
      returning name, account, fence, uidvalidity, high_water
      """;

  /** A mailbox that renumbers its mails is read from the beginning. */
  private static final String SELECTED =
      """
      update notifications.mailbox
      set high_water = case when uidvalidity = :uidvalidity then high_water else 0 end,
        uidvalidity = :uidvalidity
      where name = :name and fence = :fence
      returning name, account, fence, uidvalidity, high_water
      """;

  private static final String READ =
      """
      update notifications.mailbox
      set last_read_at = now(), last_error = '', failing_since = null, listens = :listens
      where name = :name and fence = :fence
      """;

  private static final String FAILED =
      """
      insert into notifications.mailbox (name, account, last_error, failing_since)
      select :name, a.id, :error, now()
      from notifications.mailbox_account a
      where a.id = :account and a.version = :version and a.standing = 'ACTIVE'
      on conflict (name) do update
      set account = excluded.account, last_error = excluded.last_error, listens = false,
        failing_since = coalesce(notifications.mailbox.failing_since, excluded.failing_since)
      """;

  private static final String RELEASE =
      """
      update notifications.mailbox
      set lease_until = '-infinity', holder = ''
      where name = :name and fence = :fence
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * For the first time or further on; empty while another reader holds it, and when the mailbox is
   * not what the key says any more.
   */
  Optional<Lease> lease(MailboxKey key, String holder, Duration time) {
    return Sql.row(
            em,
            LEASE,
            Map.of(
                "name",
                key.place(),
                "account",
                key.id(),
                "version",
                key.version(),
                "holder",
                holder,
                "seconds",
                time.toSeconds()))
        .map(MailboxLeases::lease);
  }

  Lease selected(Lease lease, long uidvalidity) {
    return Sql.row(
            em,
            SELECTED,
            Map.of("name", lease.mailbox(), "fence", lease.fence(), "uidvalidity", uidvalidity))
        .map(MailboxLeases::lease)
        .orElseThrow(() -> new LeaseLost(lease.mailbox()));
  }

  /**
   * @param listens whether its server tells by itself what comes
   */
  void wasRead(Lease lease, boolean listens) {
    Sql.run(em, READ, Map.of("name", lease.mailbox(), "fence", lease.fence(), "listens", listens));
  }

  void failed(MailboxKey key, ServerTrouble trouble) {
    Sql.run(
        em,
        FAILED,
        Map.of(
            "name",
            key.place(),
            "account",
            key.id(),
            "version",
            key.version(),
            "error",
            trouble.name()));
  }

  void release(Lease lease) {
    Sql.run(em, RELEASE, Map.of("name", lease.mailbox(), "fence", lease.fence()));
  }

  private static Lease lease(DataRow row) {
    return new Lease(
        Sql.text(row, "name"),
        Sql.number(row, "account"),
        Sql.number(row, "fence"),
        Sql.number(row, "uidvalidity"),
        Sql.number(row, "high_water"));
  }
}
