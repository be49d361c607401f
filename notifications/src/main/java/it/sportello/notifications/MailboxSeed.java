package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.Scope;
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

  private static final int LONGEST_NAME = 80;

  /** Two nodes that start at once would both find none. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended('mailbox seed', 7245)) done";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject MailboxRows rows;
  @Inject MailboxSecrets secrets;
  @Inject Audit audit;

  /** What the environment says wrong is said in the log, and stops nobody from starting. */
  void plant() {
    try {
      plantIfNone();
    } catch (InvalidEntry e) {
      LOG.log(
          Level.WARNING,
          "The variables SPORTELLO_IMAP_… make no mailbox: {0}",
          e.faults().stream().map(InvalidEntry.Fault::pointer).toList());
    }
  }

  private void plantIfNone() {
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
            name(settings.address().value()),
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
    MailboxId id = rows.insert(draft);
    secrets.seal(id, draft);
    audit.record(new Scope.Desk(), "mailbox.add", "mailbox:" + id);
    LOG.log(
        Level.INFO,
        "The first mailbox was taken from the environment; from now on it is changed on its page");
  }

  private static String name(String address) {
    return address.substring(0, Math.min(address.length(), LONGEST_NAME));
  }
}
