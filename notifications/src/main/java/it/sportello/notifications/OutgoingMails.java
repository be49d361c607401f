package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the desk mails, for the staff to see. */
@ApplicationScoped
@Transactional
public class OutgoingMails {
  private static final String PAGE =
      """
      select id, kind, trial, ticket, recipient, state, attempts, due_at, last_error, created_at,
        sent_at, fate, fate_detail, rendered is not null as kept, from_address
      from notifications.outgoing_mail
      where id < :before and (%s)
        and (:about = '' or lower(recipient) = :about or cast(ticket as text) = :about)
      order by id desc
      limit :limit
      """;

  /** The partial indexes are named by their own conditions; beyond a thousand nobody counts. */
  private static final String COUNT =
      """
      select count(*) as many
      from (select 1 from notifications.outgoing_mail where %s limit %d) as found
      """;

  /** The same bytes under the same Message-ID; a link to sign in was not kept and is not sent. */
  private static final String AGAIN =
      """
      update notifications.outgoing_mail
      set state = 'QUEUED', attempts = 0, due_at = now(), fate = '', fate_detail = ''
      where id = :id and state = 'SENT' and rendered is not null and recipient <> ''
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
  @Inject MailSettings settings;

  /** Counts beyond it are not told. */
  public static final int CAP = 1000;

  /** Some of the mails. */
  public enum View {
    ALL("true"),
    WAITING("state in ('QUEUED', 'SENDING')"),
    /** Tried at least once, and not through. */
    TRYING("state in ('QUEUED', 'SENDING') and last_error <> ''"),
    SENT("state = 'SENT'"),
    /** Sent, and said by another server not to have arrived. */
    RETURNED("fate = 'FAILED'"),
    DEAD("state = 'DEAD'"),
    UNSENT("state in ('DROPPED', 'WITHHELD')");

    private final String condition;

    View(String condition) {
      this.condition = condition;
    }

    /** Whether how many there are says something. */
    public boolean isCounted() {
      return this == WAITING || this == TRYING || this == RETURNED || this == DEAD;
    }
  }

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
   * @param trial whether an administrator only tried its words out
   * @param from the address that it goes out from
   * @param again whether it can be sent once more as it was
   * @param nextTry when it is tried next; says nothing once it is sent, dead or dropped
   * @param lastError what the relay said last; empty when nothing went wrong
   */
  public record Row(
      long id,
      String kind,
      boolean trial,
      Optional<TicketId> ticket,
      String recipient,
      String from,
      State state,
      int attempts,
      Instant nextTry,
      String lastError,
      Instant created,
      Optional<Instant> sent,
      Fate fate,
      String fateDetail,
      boolean again) {}

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
   * @param about the whole address of the recipient or the number of the ticket; empty for all
   * @param before the id of the last row of the page before; {@link Long#MAX_VALUE} at first
   * @throws NotAllowed unless the caller is of the staff
   */
  public List<Row> page(Scope scope, View view, String about, long before, int limit) {
    guard(scope instanceof Scope.Staff || scope instanceof Scope.Desk, "see outgoing mail");
    return Sql.rows(
            em,
            PAGE.formatted(view.condition),
            Map.of("before", before, "limit", limit, "about", about.toLowerCase(Locale.ROOT)))
        .stream()
        .map(this::row)
        .toList();
  }

  /**
   * Of every view that is counted, at most {@link #CAP}.
   *
   * @throws NotAllowed unless the caller is of the staff
   */
  public Map<View, Integer> counts(Scope scope) {
    guard(scope instanceof Scope.Staff || scope instanceof Scope.Desk, "see outgoing mail");
    Map<View, Integer> counts = new EnumMap<>(View.class);
    for (View view : View.values()) {
      if (view.isCounted()) {
        counts.put(
            view,
            (int)
                Sql.number(
                    Sql.row(em, COUNT.formatted(view.condition, CAP), Map.of()).orElseThrow(),
                    "many"));
      }
    }
    return counts;
  }

  /**
   * Sends a mail that went out once more, as it was; nothing happens to any other.
   *
   * @throws NotAllowed unless the caller is an administrator
   */
  public boolean again(Caller by, long id) {
    guard(
        by instanceof Caller.Staff staff && staff.roles().contains(Role.ADMINISTRATOR),
        "send a mail again");
    boolean done = Sql.run(em, AGAIN, Map.of("id", id)) == 1;
    if (done) {
      audit.record(by, "mail.again", "mail:" + id);
    }
    return done;
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

  private Row row(DataRow row) {
    String brand = Sql.text(row, "from_address");
    return new Row(
        Sql.number(row, "id"),
        Sql.constant(Kind.class, row, "kind").name(),
        (Boolean) row.get("trial"),
        Sql.id(row, "ticket").map(TicketId::new),
        Sql.text(row, "recipient"),
        brand.isEmpty() ? settings.address().value() : brand,
        Sql.constant(State.class, row, "state"),
        (int) Sql.number(row, "attempts"),
        Sql.instant(row, "due_at").orElseThrow(),
        Sql.text(row, "last_error"),
        Sql.instant(row, "created_at").orElseThrow(),
        Sql.instant(row, "sent_at"),
        Sql.text(row, "fate").isEmpty() ? Fate.UNKNOWN : Sql.constant(Fate.class, row, "fate"),
        Sql.text(row, "fate_detail"),
        Sql.text(row, "state").equals("SENT")
            && (Boolean) row.get("kept")
            && !Sql.text(row, "recipient").isEmpty());
  }
}
