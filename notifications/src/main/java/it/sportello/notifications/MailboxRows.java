package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import it.sportello.notifications.Mailbox.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of the mailboxes, without their secrets. */
@ApplicationScoped
@Transactional
class MailboxRows {
  static final String COLUMNS =
      """
      select id, version, name, host, port, encryption, login, folder, marks_seen, sign_in,
        token_url, client, token_scope, standing, place, secret, refresh_token
      from notifications.mailbox_account
      """;

  private static final String INSERT =
      """
      insert into notifications.mailbox_account
        (name, host, port, encryption, login, folder, marks_seen, sign_in, token_url, client,
         token_scope, place)
      values (:name, :host, :port, :encryption, :login, :folder, :marksSeen, :signIn, :tokenUrl,
        :client, :scope, :place)
      returning id
      """;

  private static final String UPDATE =
      """
      update notifications.mailbox_account
      set name = :name, host = :host, port = :port, encryption = :encryption, login = :login,
        folder = :folder, marks_seen = :marksSeen, sign_in = :signIn, token_url = :tokenUrl,
        client = :client, token_scope = :scope, place = :place, changed_at = now(),
        version = version + 1
      where id = :id
      """;

  private static final String TURN =
      """
      update notifications.mailbox_account
      set standing = :standing, version = version + 1, changed_at = now()
      where id = :id
      """;

  private static final String DELETE =
      """
      delete from notifications.mailbox_account a
      where a.id = :id and not exists (
        select from notifications.incoming_mail m
        where m.mailbox = a.place or m.mailbox in (
          select b.name from notifications.mailbox b where b.account = a.id))
      """;

  private static final String REMOVE =
      """
      update notifications.mailbox_account
      set standing = 'REMOVED', secret = null, refresh_token = null, version = version + 1,
        changed_at = now()
      where id = :id
      """;

  /** Whoever reads it now stores nothing more, and another may begin at once. */
  private static final String STOP =
      """
      update notifications.mailbox
      set lease_until = '-infinity', holder = '', fence = fence + 1, last_error = '',
        failing_since = null, listens = false
      where account = :id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  List<Mailbox> all() {
    return Sql.rows(em, COLUMNS + "where standing <> 'REMOVED' order by lower(name), id", Map.of())
        .stream()
        .map(MailboxRows::mailbox)
        .toList();
  }

  Optional<Mailbox> find(MailboxId id) {
    return find(id, "");
  }

  Optional<Mailbox> lock(MailboxId id) {
    return find(id, " for update");
  }

  private Optional<Mailbox> find(MailboxId id, String how) {
    return Sql.row(
            em,
            COLUMNS + "where id = :id and standing <> 'REMOVED'" + how,
            Map.of("id", id.value()))
        .map(MailboxRows::mailbox);
  }

  /** The version of each that is to be read. */
  Map<Long, Integer> active() {
    return Sql.rows(
            em,
            "select id, version from notifications.mailbox_account where standing = 'ACTIVE'",
            Map.of())
        .stream()
        .collect(
            Collectors.toMap(
                row -> Sql.number(row, "id"), row -> (int) Sql.number(row, "version")));
  }

  /**
   * By whose names mailboxes are opened, where they are addresses, and from which senders write or
   * have written: mail from them is our own.
   */
  Set<String> addresses() {
    return Sql.rows(
            em,
            """
            select lower(login) address from notifications.mailbox_account
            where standing <> 'REMOVED' and login like '%@%'
            union
            select address_key from notifications.sender_address
            """,
            Map.of())
        .stream()
        .map(row -> Sql.text(row, "address"))
        .collect(Collectors.toSet());
  }

  boolean isRead(String place, MailboxId but) {
    return Sql.row(
            em,
            """
            select 1 from notifications.mailbox_account
            where place = :place and id <> :id and standing <> 'REMOVED'
            """,
            Map.of("place", place, "id", but.value()))
        .isPresent();
  }

  MailboxId insert(MailboxDraft draft) {
    return new MailboxId(Sql.number(Sql.row(em, INSERT, values(draft)).orElseThrow(), "id"));
  }

  void update(MailboxId id, MailboxDraft draft) {
    Map<String, Object> values = values(draft);
    values.put("id", id.value());
    Sql.run(em, UPDATE, values);
  }

  void turn(MailboxId id, Standing standing) {
    Sql.run(em, TURN, Map.of("id", id.value(), "standing", standing.name()));
  }

  void remove(MailboxId id) {
    if (Sql.run(em, DELETE, Map.of("id", id.value())) == 0) {
      Sql.run(em, REMOVE, Map.of("id", id.value()));
    }
  }

  void stopReaders(MailboxId id) {
    Sql.run(em, STOP, Map.of("id", id.value()));
  }

  private static Map<String, Object> values(MailboxDraft draft) {
    Map<String, Object> values = new HashMap<>();
    values.put("name", draft.name());
    values.put("host", draft.host());
    values.put("port", draft.port());
    values.put("encryption", draft.encryption().name());
    values.put("login", draft.login());
    values.put("folder", draft.folder());
    values.put("marksSeen", draft.marksSeen());
    values.put("signIn", draft.signIn().name());
    values.put("tokenUrl", draft.tokenUrl());
    values.put("client", draft.client());
    values.put("scope", draft.scope());
    values.put("place", draft.place());
    return values;
  }

  static Mailbox mailbox(DataRow row) {
    return new Mailbox(
        new MailboxId(Sql.number(row, "id")),
        (int) Sql.number(row, "version"),
        Sql.text(row, "name"),
        Sql.text(row, "host"),
        (int) Sql.number(row, "port"),
        Sql.constant(Encryption.class, row, "encryption"),
        Sql.text(row, "login"),
        Sql.text(row, "folder"),
        (Boolean) row.get("marks_seen"),
        Sql.constant(SignIn.class, row, "sign_in"),
        Sql.text(row, "token_url"),
        Sql.text(row, "client"),
        Sql.text(row, "token_scope"),
        Sql.constant(Standing.class, row, "standing"));
  }
}
