package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import it.sportello.notifications.ServerKey.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** What the relays of senders are reached with; read when a mail is to be sent. */
@ApplicationScoped
@Transactional
class SenderKeys {
  private static final String KEY = "select * from notifications.sender where id = :id";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject ServerSecrets secrets;

  Optional<RelayKey> key(long sender) {
    return row(sender).map(this::key);
  }

  /** Of one that is tried: what is not given comes from the row. */
  RelayKey key(SenderDraft draft, Optional<SenderId> from) {
    Optional<DataRow> row = from.flatMap(id -> row(id.value()));
    ServerKey server =
        new ServerKey(
            Owner.SENDER,
            draft.refreshToken().isEmpty() ? from.map(SenderId::value).orElse(0L) : 0,
            ServerKey.TRIED,
            draft.host(),
            draft.port(),
            draft.encryption(),
            draft.login(),
            draft.signIn(),
            draft.tokenUrl(),
            draft.client(),
            draft.scope(),
            kept(draft.secret(), row.map(kept -> secrets.secret(Owner.SENDER, kept))),
            kept(draft.refreshToken(), row.map(kept -> secrets.refreshToken(Owner.SENDER, kept))));
    return key(from.map(SenderId::value).orElse(-1L), server, draft.perMinute(), draft.bounces());
  }

  private static String kept(String typed, Optional<String> before) {
    return typed.isEmpty() ? before.orElse("") : typed;
  }

  private Optional<DataRow> row(long sender) {
    return Sql.row(em, KEY, Map.of("id", sender));
  }

  private RelayKey key(DataRow row) {
    ServerKey server =
        new ServerKey(
            Owner.SENDER,
            Sql.number(row, "id"),
            (int) Sql.number(row, "version"),
            Sql.text(row, "host"),
            (int) Sql.number(row, "port"),
            Sql.constant(Encryption.class, row, "encryption"),
            Sql.text(row, "login"),
            Sql.constant(SignIn.class, row, "sign_in"),
            Sql.text(row, "token_url"),
            Sql.text(row, "client"),
            Sql.text(row, "token_scope"),
            secrets.secret(Owner.SENDER, row),
            secrets.refreshToken(Owner.SENDER, row));
    return key(server.id(), server, (int) Sql.number(row, "per_minute"), Sql.text(row, "bounces"));
  }

  /** Where it names no address for what comes back, that is the desk's as it ever was. */
  private RelayKey key(long sender, ServerKey server, int perMinute, String bounces) {
    Optional<EmailAddress> own =
        Optional.of(bounces).filter(typed -> !typed.isEmpty()).map(EmailAddress::new);
    return new RelayKey(
        sender, server, perMinute, settings.from(), own.or(() -> settings.bounces()));
  }
}
