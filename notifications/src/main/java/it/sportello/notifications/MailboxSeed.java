package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The first mailbox comes from the environment, if there never was one. From then on the
 * environment is not asked any more: what administrators change stays changed.
 */
@ApplicationScoped
@Transactional
class MailboxSeed {
  private static final Logger LOG = Logger.getLogger(MailboxSeed.class.getName());

  /** Two nodes that start at once would both find none. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended('mailbox seed', 7245)) done";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject MailboxRows rows;

  void plant() {
    MailSettings.Server server = settings.imap();
    if (server.host().isEmpty()) {
      return;
    }
    Sql.rows(em, ONE_AT_A_TIME, Map.of());
    if (Sql.row(em, "select 1 from notifications.mailbox_account limit 1", Map.of()).isPresent()) {
      return;
    }
    MailboxDraft draft =
        new MailboxDraft(
            settings.address().value(),
            server.host(),
            server.port(),
            Mailbox.Encryption.valueOf(server.tls().name()),
            server.user(),
            settings.imapFolder(),
            true,
            Mailbox.SignIn.PASSWORD,
            "",
            "",
            "",
            server.password(),
            "");
    draft.check(false);
    rows.seal(rows.insert(draft), draft);
    LOG.log(
        Level.INFO,
        "The first mailbox was taken from the environment; from now on it is changed on its page");
  }
}
