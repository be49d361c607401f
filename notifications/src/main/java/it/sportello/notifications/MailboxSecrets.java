package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.notifications.ServerKey.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** What mailboxes are opened with. */
@ApplicationScoped
@Transactional
class MailboxSecrets {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject ServerSecrets secrets;

  /** Empty when it is not read any more. */
  Optional<MailboxKey> key(long id) {
    return Sql.row(
            em, MailboxRows.COLUMNS + "where id = :id and standing = 'ACTIVE'", Map.of("id", id))
        .map(this::key);
  }

  /** Of one that is tried: what is not given comes from the row. */
  MailboxKey key(MailboxDraft draft, Optional<MailboxId> from) {
    Optional<DataRow> row =
        from.flatMap(
            id -> Sql.row(em, MailboxRows.COLUMNS + "where id = :id", Map.of("id", id.value())));
    return new MailboxKey(
        draft.refreshToken().isEmpty() ? from.map(MailboxId::value).orElse(0L) : 0,
        MailboxKey.TRIED,
        draft.place(),
        draft.host(),
        draft.port(),
        draft.encryption(),
        draft.login(),
        draft.folder(),
        false,
        draft.signIn(),
        draft.tokenUrl(),
        draft.client(),
        draft.scope(),
        draft.secret().isEmpty()
            ? row.map(kept -> secrets.secret(Owner.MAILBOX, kept)).orElse("")
            : draft.secret(),
        draft.refreshToken().isEmpty()
            ? row.map(kept -> secrets.refreshToken(Owner.MAILBOX, kept)).orElse("")
            : draft.refreshToken());
  }

  void seal(MailboxId id, MailboxDraft draft) {
    secrets.seal(Owner.MAILBOX, id.value(), draft.access());
  }

  private MailboxKey key(DataRow row) {
    Mailbox box = MailboxRows.mailbox(row);
    return new MailboxKey(
        box.id().value(),
        box.version(),
        Sql.text(row, "place"),
        box.host(),
        box.port(),
        box.encryption(),
        box.login(),
        box.folder(),
        box.marksSeen(),
        box.signIn(),
        box.tokenUrl(),
        box.client(),
        box.scope(),
        secrets.secret(Owner.MAILBOX, row),
        secrets.refreshToken(Owner.MAILBOX, row));
  }
}
