package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the desk mails, for the staff to see. */
@ApplicationScoped
@Transactional
public class OutgoingMails {
  private static final String PAGE =
      """
      select id, kind, ticket, recipient, state, attempts, due_at, last_error, created_at, sent_at,
        fate, fate_detail
      from notifications.outgoing_mail
      where id < :before
      order by id desc
      limit :limit
      """;

  private static final String RELEASE =
      """
      update notifications.outgoing_mail
      set state = 'QUEUED', attempts = 0, due_at = now()
      where id = :id and state = 'DEAD'
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Audit audit;

  /** Where a mail is on its way. */
  public enum State {
    /** Waits for its first or next try. */
    QUEUED,
    /** A node has it in hand. */
    SENDING,
    /** The relay has taken it. */
    SENT,
    /** Refused for good, or tried in vain for days; an administrator may release it. */
    DEAD,
    /** For an address that is nobody's: nothing was sent. */
    DROPPED,
    /** One automatic answer more than the address gets: nothing was sent. */
    WITHHELD
  }

  /**
   * @param kind the name of what it tells, such as {@code RECEIVED} or {@code SIGN_IN}
   * @param nextTry when it is tried next; says nothing once it is sent, dead or dropped
   * @param lastError what the relay said last; empty when nothing went wrong
   */
  public record Row(
      long id,
      String kind,
      Optional<TicketId> ticket,
      String recipient,
      State state,
      int attempts,
      Instant nextTry,
      String lastError,
      Instant created,
      Optional<Instant> sent,
      Fate fate,
      String fateDetail) {}

  /** What reports say became of a mail that was sent. */
  public enum Fate {
    UNKNOWN,
    DELAYED,
    DELIVERED,
    FAILED
  }

  /**
   * Newest first.
   *
   * @param before the id of the last row of the page before; {@link Long#MAX_VALUE} at first
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<Row> page(Scope scope, long before, int limit) {
    guard(scope instanceof Scope.Staff || scope instanceof Scope.Desk, "see outgoing mail");
    return Sql.rows(em, PAGE, Map.of("before", before, "limit", limit)).stream()
        .map(OutgoingMails::row)
        .toList();
  }

  /**
   * Tries a dead mail from the beginning; nothing happens to any other.
   *
   * @throws NotAllowed unless the caller is an administrator
   */
  public void release(Caller by, long id) {
    guard(
        by instanceof Caller.Staff staff && staff.roles().contains(Role.ADMINISTRATOR),
        "release a mail");
    if (Sql.run(em, RELEASE, Map.of("id", id)) == 1) {
      audit.record(by, "mail.release", "mail:" + id);
    }
  }

  private static void guard(boolean allowed, String act) {
    if (!allowed) {
      throw new NotAllowed(act);
    }
  }

  private static Row row(Tuple row) {
    return new Row(
        Sql.number(row, "id"),
        Sql.constant(Kind.class, row, "kind").name(),
        Sql.id(row, "ticket").map(TicketId::new),
        Sql.text(row, "recipient"),
        Sql.constant(State.class, row, "state"),
        (int) Sql.number(row, "attempts"),
        Sql.instant(row, "due_at").orElseThrow(),
        Sql.text(row, "last_error"),
        Sql.instant(row, "created_at").orElseThrow(),
        Sql.instant(row, "sent_at"),
        Sql.text(row, "fate").isEmpty() ? Fate.UNKNOWN : Sql.constant(Fate.class, row, "fate"),
        Sql.text(row, "fate_detail"));
  }
}
