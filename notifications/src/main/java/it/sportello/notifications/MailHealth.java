package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;

/** How the mails are doing. */
@ApplicationScoped
@Transactional
public class MailHealth {
  /** Older than this, an unsent mail is worth an alarm. */
  public static final Duration TOO_OLD = Duration.ofMinutes(10);

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailTroubles troubles;

  /**
   * Whether the oldest mail that is to be sent has waited for longer than {@link #TOO_OLD}. What is
   * held on purpose is not late.
   */
  public boolean isSendingLate() {
    return Sql.row(
            em,
            """
            select 1
            from notifications.outgoing_mail
            where state in ('QUEUED', 'SENDING')
              and created_at < now() - make_interval(secs => :seconds)
              and not exists (select from notifications.mail_switch where held)
            limit 1
            """,
            Map.of("seconds", TOO_OLD.toSeconds()))
        .isPresent();
  }

  /**
   * Active mailboxes that nobody has read for {@link #TOO_OLD}: they fail, or no node gets to them.
   * One that was never read counts from its last change.
   */
  public int unreadMailboxes() {
    return (int)
        Sql.number(
            Sql.row(
                    em,
                    """
                    select count(*) n
                    from notifications.mailbox_account a
                    left join notifications.mailbox b on b.name = a.place and b.account = a.id
                    where a.standing = 'ACTIVE'
                      and greatest(b.last_read_at, a.changed_at)
                        < now() - make_interval(secs => :seconds)
                    """,
                    Map.of("seconds", TOO_OLD.toSeconds()))
                .orElseThrow(),
            "n");
  }

  /** What the relay last failed with on this node; empty when it works. */
  public String relayTrouble() {
    return troubles.relay();
  }
}
