package it.sportello.notifications;

import it.sportello.contacts.Seal;
import it.sportello.notifications.Mailbox.SignIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What mailboxes are opened with, sealed: each secret opens in its own row alone. */
@ApplicationScoped
@Transactional
class MailboxSecrets {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Seal seal;

  /** Empty when it is not read any more. */
  Optional<MailboxKey> key(long id) {
    return Sql.row(
            em, MailboxRows.COLUMNS + "where id = :id and standing = 'ACTIVE'", Map.of("id", id))
        .map(this::key);
  }

  /** Of one that is tried: what is not given comes from the row. */
  MailboxKey key(MailboxDraft draft, Optional<MailboxId> from) {
    Optional<Tuple> row =
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
        draft.secret().isEmpty() ? row.map(this::secret).orElse("") : draft.secret(),
        draft.refreshToken().isEmpty()
            ? row.map(this::refreshToken).orElse("")
            : draft.refreshToken());
  }

  /** What is given replaces what is kept; a kind of signing in without refresh token keeps none. */
  void seal(MailboxId id, MailboxDraft draft) {
    if (!draft.secret().isEmpty()) {
      set(id, "secret", sealed(secretOf(id.value()), draft.secret()));
    }
    if (!draft.refreshToken().isEmpty()) {
      refreshed(id.value(), draft.refreshToken());
    } else if (draft.signIn() != SignIn.REFRESH_TOKEN) {
      Sql.run(
          em,
          "update notifications.mailbox_account set refresh_token = null where id = :id",
          Map.of("id", id.value()));
    }
  }

  /** The server of tokens has given another one. */
  void refreshed(long id, String token) {
    set(new MailboxId(id), "refresh_token", sealed(tokenOf(id), token));
  }

  private void set(MailboxId id, String column, byte[] hidden) {
    Sql.run(
        em,
        "update notifications.mailbox_account set " + column + " = :hidden where id = :id",
        Map.of("hidden", hidden, "id", id.value()));
  }

  private byte[] sealed(String context, String plain) {
    return seal.seal(context, plain.getBytes(StandardCharsets.UTF_8));
  }

  private String secret(Tuple row) {
    return opened(row, "secret", secretOf(Sql.number(row, "id")));
  }

  private String refreshToken(Tuple row) {
    return opened(row, "refresh_token", tokenOf(Sql.number(row, "id")));
  }

  private String opened(Tuple row, String column, String context) {
    byte[] hidden = Sql.bytes(row, column);
    return hidden.length == 0 ? "" : new String(seal.open(context, hidden), StandardCharsets.UTF_8);
  }

  private static String secretOf(long id) {
    return "mailbox-secret:" + id;
  }

  private static String tokenOf(long id) {
    return "mailbox-token:" + id;
  }

  private MailboxKey key(Tuple row) {
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
        secret(row),
        refreshToken(row));
  }
}
