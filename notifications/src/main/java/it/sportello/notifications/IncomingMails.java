package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.proof.Proof;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.Nature;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.notifications.reading.Sealing;
import it.sportello.ticketing.Blob;
import it.sportello.ticketing.BlobHolder;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of mails that came in: a row is written before anybody looks into the mail. */
@ApplicationScoped
@Transactional
class IncomingMails implements BlobHolder {
  /**
   * Tries at reading a mail that fails without a reason of its own, such as a full disk, or whose
   * readers die: over half an hour, so that a node that is killed again and again takes no innocent
   * mail with it.
   */
  static final int TRIES = 8;

  /** How often a mail waits a quarter of an hour for name servers that do not answer. */
  static final int NAME_TRIES = 4;

  private static final String STORED =
      " id, mailbox, sha256, received, state, reason, ticket, proof_tries ";

  private static final String STORE =
      """
      insert into notifications.incoming_mail
        (mailbox, sha256, size, received, imported, state, due_at)
      values (:mailbox, :sha256, :size, :received, :imported, 'RECEIVED',
        now() + interval '1 minute')
      on conflict (mailbox, sha256) where uid is null do nothing
      returning
      """
          + STORED;

  private static final String FIND = "select" + STORED + "from notifications.incoming_mail\n";

  /** An advisory lock is taken while the row is looked up, so always before the row's own. */
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended(:messageId, 1578)) one,"
          + " pg_advisory_xact_lock(hashtextextended(:author, 7245)) two,"
          + STORED
          + "from notifications.incoming_mail where id = :id for update";

  private static final String DUE =
      """
      update notifications.incoming_mail
      set attempts = attempts + 1, due_at = now() + interval '1 minute' * (attempts + 1)
      where id = (
        select id from notifications.incoming_mail
        where state = 'RECEIVED' and due_at <= now()
        order by due_at, id
        limit 1
        for update skip locked)
      returning attempts,
      """
          + STORED;

  private static final String HOLD =
      """
      update notifications.incoming_mail
      set state = 'QUARANTINE', reason = :reason, detail = :detail, from_address = :from,
        subject = :subject, message_id = :messageId, automatic = :automatic, nature = :nature,
        sealing = :sealing, trust = :trust, proof = :proof
      where id = :id and state in ('RECEIVED', 'QUARANTINE')
      """;

  /** The name servers did not answer: a quarter of an hour later, and no try at reading it. */
  private static final String POSTPONE =
      """
      update notifications.incoming_mail
      set due_at = now() + interval '15 minutes', proof_tries = proof_tries + 1, attempts = 0
      where id = :id and state = 'RECEIVED'
      """;

  private static final String FILE =
      """
      update notifications.incoming_mail
      set state = 'FILED', reason = '', detail = '', from_address = :from, subject = :subject,
        message_id = :messageId, automatic = :automatic, nature = :nature, sealing = :sealing,
        trust = :trust, proof = :proof
      where id = :id and state in ('RECEIVED', 'QUARANTINE')
      """;

  private static final String DISCARD =
      """
      update notifications.incoming_mail
      set state = 'DISCARDED', detail = reason, reason = '', decided_by = :by, decided_at = :now
      where id = :id and state = 'QUARANTINE'
      """;

  private static final String RESTORE =
      """
      update notifications.incoming_mail
      set state = 'QUARANTINE', reason = detail, detail = '', decided_by = null, decided_at = null
      where id = :id and state = 'DISCARDED' and detail <> ''
      """;

  /** Somebody writes from the address: so it exists, whatever was said of it before. */
  private static final String LAND =
      """
      with alive as (
        delete from notifications.bad_address where address_key = :alive)
      update notifications.incoming_mail
      set state = 'IN_TICKET', reason = '', detail = '', ticket = :ticket, from_address = :from,
        subject = :subject, message_id = :messageId, automatic = :automatic, nature = :nature,
        sealing = :sealing, trust = :trust, proof = :proof, message = nullif(:message, 0),
        decided_by = nullif(:by, 0),
        decided_at = case when :by = 0 then null else cast(:now as timestamptz) end
      where id = :id and state in ('RECEIVED', 'QUARANTINE')
      """;

  /** Each half has an index of its own. */
  private static final String NAMED =
      """
      select sha256 from notifications.incoming_mail
      where sha256 = any(:digests) and uid is null
      union
      select sha256 from notifications.incoming_mail
      where sha256 = any(:digests) and uid is not null
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Event<MailEvent> events;

  /** A stored mail, not yet looked into. */
  record Stored(
      long id,
      String mailbox,
      String sha256,
      Instant received,
      String state,
      Optional<Reason> reason,
      Optional<TicketId> ticket,
      int proofTries) {
    /** An agent decides, or a colleague's patience is over: it waits for no name server. */
    boolean waitsForNames() {
      return state.equals("RECEIVED") && proofTries < NAME_TRIES;
    }

    boolean waitsToBeRead() {
      return state.equals("RECEIVED") || state.equals("QUARANTINE");
    }

    Intake intake() {
      return new Intake(id, ticket, reason);
    }
  }

  /** What is kept of a mail's header, for lists. */
  record Summary(
      String from, String subject, String messageId, Nature nature, Sealing sealing, Proof proof) {
    static final Summary NONE =
        new Summary("", "", "", Nature.PERSON, Sealing.NONE, new Proof(Trust.UNCHECKED, ""));
  }

  /**
   * Where a mail landed.
   *
   * @param message empty for the one that opened the ticket
   * @param author the address of the person who wrote it; empty for a program
   * @param by who let it in, where a person did
   */
  record Landed(
      TicketId ticket,
      Optional<MessageId> message,
      Optional<EmailAddress> author,
      Optional<AgentId> by) {}

  /** The same bytes from the same source again are the mail that is there already. */
  Stored store(String source, Blob blob, Instant received) {
    Map<String, Object> values = new HashMap<>();
    values.put("mailbox", source);
    values.put("sha256", blob.sha256());
    values.put("size", blob.size());
    values.put("received", received);
    values.put("imported", clock.now());
    return Sql.row(em, STORE, values)
        .map(IncomingMails::stored)
        .or(() -> handedOver(source, blob.sha256()))
        .orElseThrow();
  }

  Optional<Stored> find(long id) {
    return Sql.row(em, FIND + "where id = :id", Map.of("id", id)).map(IncomingMails::stored);
  }

  /**
   * Locked until the transaction ends, and with it all others that bear its Message-ID or come from
   * its author: two readers of one mail land it once, two copies find each other, and no two mails
   * of one author both find their budget of answers untouched.
   */
  Optional<Stored> lock(long id, ReadMail mail) {
    String itself = "mail:" + id;
    String author = mail.from().map(EmailAddress::key).orElse(itself);
    String messageId = mail.messageId().isEmpty() ? itself : mail.messageId();
    return Sql.row(em, LOCK, Map.of("id", id, "messageId", messageId, "author", author))
        .map(IncomingMails::stored);
  }

  /**
   * A mail whose reader died or failed, and a try of it begins; one by one, since the death of a
   * reader is a try of the mail in its hands and of no other.
   */
  Optional<Stored> unread() {
    Optional<DataRow> due = Sql.row(em, DUE, Map.of());
    while (due.isPresent() && Sql.number(due.get(), "attempts") >= TRIES) {
      hold(
          Sql.number(due.get(), "id"),
          Reason.UNREADABLE,
          "reading failed " + TRIES + " times",
          Summary.NONE);
      due = Sql.row(em, DUE, Map.of());
    }
    return due.map(IncomingMails::stored);
  }

  void land(long id, Landed where, Summary summary) {
    Map<String, Object> values = values(id, summary);
    values.put("ticket", where.ticket().value());
    values.put("message", where.message().map(MessageId::value).orElse(0L));
    values.put("alive", where.author().map(EmailAddress::key).orElse(""));
    values.put("by", where.by().map(AgentId::value).orElse(0L));
    values.put("now", clock.now());
    Sql.run(em, LAND, values);
  }

  /** Kept, and of no further interest to anybody. */
  void file(long id, Summary summary) {
    Sql.run(em, FILE, values(id, summary));
  }

  void postpone(long id) {
    Sql.run(em, POSTPONE, Map.of("id", id));
  }

  /**
   * @return false when it is not in the quarantine
   */
  boolean discard(long id, AgentId by) {
    return Sql.run(em, DISCARD, Map.of("id", id, "by", by.value(), "now", clock.now())) == 1;
  }

  /**
   * @return false when it was not discarded
   */
  boolean restore(long id) {
    return Sql.run(em, RESTORE, Map.of("id", id)) == 1;
  }

  void hold(long id, Reason reason, String detail, Summary summary) {
    Map<String, Object> values = values(id, summary);
    values.put("reason", reason.name());
    values.put("detail", detail.length() > 300 ? detail.substring(0, 300) : detail);
    if (Sql.run(em, HOLD, values) == 1) {
      events.fire(new MailEvent.Quarantined(id, reason, clock.now()));
    }
  }

  @Override
  public Set<String> named(Collection<String> digests) {
    return Sql.rows(em, NAMED, Map.of("digests", digests.toArray(String[]::new))).stream()
        .map(row -> Sql.text(row, "sha256"))
        .collect(Collectors.toSet());
  }

  private Optional<Stored> handedOver(String source, String sha256) {
    return Sql.row(
            em,
            FIND + "where mailbox = :mailbox and sha256 = :sha256 and uid is null",
            Map.of("mailbox", source, "sha256", sha256))
        .map(IncomingMails::stored);
  }

  static Map<String, Object> values(long id, Summary summary) {
    Map<String, Object> values = new HashMap<>();
    values.put("id", id);
    values.put("from", summary.from());
    values.put("subject", summary.subject());
    values.put("messageId", summary.messageId());
    values.put("automatic", summary.nature() != Nature.PERSON);
    values.put("nature", summary.nature().name());
    values.put("sealing", summary.sealing().name());
    values.put("trust", summary.proof().trust().name());
    values.put("proof", summary.proof().why());
    return values;
  }

  private static Stored stored(DataRow row) {
    String reason = Sql.text(row, "reason");
    return new Stored(
        Sql.number(row, "id"),
        Sql.text(row, "mailbox"),
        Sql.text(row, "sha256"),
        Sql.instant(row, "received").orElseThrow(),
        Sql.text(row, "state"),
        reason.isEmpty() ? Optional.empty() : Optional.of(Reason.valueOf(reason)),
        Sql.id(row, "ticket").map(TicketId::new),
        (int) Sql.number(row, "proof_tries"));
  }
}
