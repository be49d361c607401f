package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.Seal;
import it.sportello.notifications.Mailbox.SignIn;
import it.sportello.notifications.ServerKey.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What mail servers are signed in to with, sealed: each secret opens in its own row alone. */
@ApplicationScoped
@Transactional
class ServerSecrets {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Seal seal;

  /** What is given replaces what is kept; a kind of signing in without refresh token keeps none. */
  void seal(Owner owner, long id, ServerAccess access) {
    if (!access.secret().isEmpty()) {
      set(owner, id, "secret", sealed(owner.secretOf(id), access.secret()));
    }
    if (!access.refreshToken().isEmpty()) {
      refreshed(owner, id, access.refreshToken());
    } else if (access.signIn() != SignIn.REFRESH_TOKEN) {
      forget(owner, id, "refresh_token");
    }
    if (access.login().isEmpty()) {
      forget(owner, id, "secret");
    }
  }

  /** The server of tokens has given another one. */
  void refreshed(Owner owner, long id, String token) {
    set(owner, id, "refresh_token", sealed(owner.tokenOf(id), token));
  }

  /** Empty when there is none. */
  String secret(Owner owner, DataRow row) {
    return opened(row, "secret", owner.secretOf(Sql.number(row, "id")));
  }

  /** Empty when there is none. */
  String refreshToken(Owner owner, DataRow row) {
    return opened(row, "refresh_token", owner.tokenOf(Sql.number(row, "id")));
  }

  private void set(Owner owner, long id, String column, byte[] hidden) {
    Sql.run(
        em,
        "update notifications." + owner.table() + " set " + column + " = :hidden where id = :id",
        Map.of("hidden", hidden, "id", id));
  }

  private void forget(Owner owner, long id, String column) {
    Sql.run(
        em,
        "update notifications." + owner.table() + " set " + column + " = null where id = :id",
        Map.of("id", id));
  }

  private byte[] sealed(String context, String plain) {
    return seal.seal(context, plain.getBytes(StandardCharsets.UTF_8));
  }

  private String opened(DataRow row, String column, String context) {
    byte[] hidden = Sql.bytes(row, column);
    return hidden.length == 0 ? "" : new String(seal.open(context, hidden), StandardCharsets.UTF_8);
  }
}
