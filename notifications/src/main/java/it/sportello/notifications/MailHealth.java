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

  /** Since when the oldest mail waits to be sent; zero when none does. */
  public Duration oldestUnsent() {
    Number seconds =
        (Number)
            Sql.row(
                    em,
                    """
                    select coalesce(extract(epoch from now() - min(created_at)), 0) seconds
                    from notifications.outgoing_mail
                    where state in ('QUEUED', 'SENDING')
                    """,
                    Map.of())
                .orElseThrow()
                .get("seconds");
    return Duration.ofMillis((long) (seconds.doubleValue() * 1_000));
  }

  /** What a mailbox last failed with; empty when all could be read. */
  public String mailboxTrouble() {
    return Sql.row(
            em,
            """
            select last_error
            from notifications.mailbox
            where last_error <> ''
            order by name
            limit 1
            """,
            Map.of())
        .map(row -> Sql.text(row, "last_error"))
        .orElse("");
  }

  /** What the relay last failed with on this node; empty when it works. */
  public String relayTrouble() {
    return troubles.relay();
  }
}
