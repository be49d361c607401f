package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.MailSender.Standing;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of the senders, without their secrets. */
@ApplicationScoped
@Transactional
class SenderRows {
  /** Two that are entered at once would both find the product and the address free. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended('senders', 7245)) done";

  private static final String SHOWN =
      """
      select s.*, w.waiting, w.since
      from notifications.sender s
      cross join lateral (
        select count(*) waiting, min(m.created_at) since
        from (
          select created_at from notifications.outgoing_mail
          where coalesce(sender, 0) = s.id and state in ('QUEUED', 'SENDING')
          order by due_at, id
          limit %d) m) w
      """
          .formatted(MailSender.CAP);

  private static final String INSERT =
      """
      insert into notifications.sender
        (product, name, address, address_key, bounces, host, port, encryption, login, sign_in,
         token_url, client, token_scope, per_minute)
      values (:product, :name, :address, :key, :bounces, :host, :port, :encryption, :login,
        :signIn, :tokenUrl, :client, :scope, :perMinute)
      returning id
      """;

  private static final String UPDATE =
      """
      update notifications.sender
      set product = :product, name = :name, address = :address, address_key = :key,
        bounces = :bounces, host = :host, port = :port, encryption = :encryption, login = :login,
        sign_in = :signIn, token_url = :tokenUrl, client = :client, token_scope = :scope,
        per_minute = :perMinute, trouble = '', failing_since = null, changed_at = now(),
        version = version + 1
      where id = :id
      """;

  private static final String TURN =
      """
      update notifications.sender
      set standing = :standing, version = version + 1, changed_at = now()
      where id = :id
      """;

  /** One that is off is still needed for what waits. */
  private static final String IN_USE =
      """
      select id, version from notifications.sender s
      where standing = 'ACTIVE' or exists (
        select from notifications.outgoing_mail m
        where coalesce(m.sender, 0) = s.id and m.state in ('QUEUED', 'SENDING'))
      """;

  /** An address from which nothing was written was a slip of the keyboard. */
  private static final String FORGET_ADDRESSES =
      """
      delete from notifications.sender_address a
      where a.sender = :id and not exists (
        select from notifications.outgoing_mail m
        where m.sender = :id)
      """;

  private static final String KEEP_ADDRESS =
      """
      insert into notifications.sender_address (address_key, sender) values (:key, :id)
      on conflict (address_key) do update set sender = excluded.sender
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  List<MailSender> all() {
    return Sql.rows(em, SHOWN + "order by lower(s.name), s.id", Map.of()).stream()
        .map(SenderRows::sender)
        .toList();
  }

  Optional<MailSender> find(SenderId id) {
    return Sql.row(em, SHOWN + "where s.id = :id", Map.of("id", id.value()))
        .map(SenderRows::sender);
  }

  void oneAtATime() {
    Sql.rows(em, ONE_AT_A_TIME, Map.of());
  }

  /** The version of each whose relay is to be kept at hand. */
  Map<Long, Integer> inUse() {
    return Sql.rows(em, IN_USE, Map.of()).stream()
        .collect(
            Collectors.toMap(
                row -> Sql.number(row, "id"), row -> (int) Sql.number(row, "version")));
  }

  /** Every address that a sender has or has written from, in the form that is compared. */
  List<String> addresses() {
    return Sql.rows(em, "select address_key from notifications.sender_address", Map.of()).stream()
        .map(row -> Sql.text(row, "address_key"))
        .toList();
  }

  SenderId insert(SenderDraft draft) {
    SenderId id = new SenderId(Sql.number(Sql.row(em, INSERT, values(draft)).orElseThrow(), "id"));
    addresses(id, draft);
    return id;
  }

  void update(SenderId id, SenderDraft draft) {
    Map<String, Object> values = values(draft);
    values.put("id", id.value());
    Sql.run(em, UPDATE, values);
    addresses(id, draft);
  }

  void turn(SenderId id, Standing standing) {
    Sql.run(em, TURN, Map.of("id", id.value(), "standing", standing.name()));
  }

  /** Since when it fails is kept as long as it fails, whatever with. */
  void fails(long id, ServerTrouble trouble) {
    Sql.run(
        em,
        """
        update notifications.sender
        set trouble = :trouble, failing_since = coalesce(failing_since, now())
        where id = :id
        """,
        Map.of("id", id, "trouble", trouble.name()));
  }

  void works(long id) {
    Sql.run(
        em,
        """
        update notifications.sender set trouble = '', failing_since = null
        where id = :id and trouble <> ''
        """,
        Map.of("id", id));
  }

  private void addresses(SenderId id, SenderDraft draft) {
    Sql.run(em, FORGET_ADDRESSES, Map.of("id", id.value()));
    keep(id, new EmailAddress(draft.address()));
    if (!draft.bounces().isEmpty()) {
      keep(id, new EmailAddress(draft.bounces()));
    }
  }

  private void keep(SenderId id, EmailAddress address) {
    Sql.run(em, KEEP_ADDRESS, Map.of("key", address.key(), "id", id.value()));
  }

  private static Map<String, Object> values(SenderDraft draft) {
    Map<String, Object> values = new HashMap<>();
    values.put("product", draft.product());
    values.put("name", draft.name());
    values.put("address", draft.address());
    values.put("key", new EmailAddress(draft.address()).key());
    values.put("bounces", draft.bounces());
    values.put("host", draft.host());
    values.put("port", draft.port());
    values.put("encryption", draft.encryption().name());
    values.put("login", draft.login());
    values.put("signIn", draft.signIn().name());
    values.put("tokenUrl", draft.tokenUrl());
    values.put("client", draft.client());
    values.put("scope", draft.scope());
    values.put("perMinute", draft.perMinute());
    return values;
  }

  private static MailSender sender(DataRow row) {
    String trouble = Sql.text(row, "trouble");
    return new MailSender(
        new SenderId(Sql.number(row, "id")),
        (int) Sql.number(row, "version"),
        Sql.text(row, "product"),
        Sql.text(row, "name"),
        Sql.text(row, "address"),
        Sql.text(row, "bounces"),
        Sql.text(row, "host"),
        (int) Sql.number(row, "port"),
        Sql.constant(Encryption.class, row, "encryption"),
        Sql.text(row, "login"),
        Sql.constant(SignIn.class, row, "sign_in"),
        Sql.text(row, "token_url"),
        Sql.text(row, "client"),
        Sql.text(row, "token_scope"),
        (int) Sql.number(row, "per_minute"),
        Sql.constant(Standing.class, row, "standing"),
        trouble.isEmpty() ? Optional.empty() : Optional.of(ServerTrouble.valueOf(trouble)),
        Sql.instant(row, "failing_since"),
        (int) Sql.number(row, "waiting"),
        Sql.instant(row, "since"));
  }
}
