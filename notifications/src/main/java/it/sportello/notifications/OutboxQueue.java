package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The short transactions of the dispatcher: claim, and mark. An attempt counts when it is claimed,
 * so one that kills the process counts too. A mark is refused to whoever has lost the lease.
 */
@ApplicationScoped
@Transactional
class OutboxQueue {
  private static final String DUE =
      """
      select exists (
        select 1 from notifications.outgoing_mail
        where coalesce(sender, 0) = :sender
          and state in ('QUEUED', 'SENDING') and due_at <= now()
          and not (select held from notifications.mail_switch)) due
      """;

  /**
   * Of a ticket's mails only the first that waits, whoever sends it: the order in which things were
   * said is kept.
   */
  private static final String CLAIM =
      """
      with due as (
        select m.id
        from notifications.outgoing_mail m
        where coalesce(m.sender, 0) = :sender
          and m.state in ('QUEUED', 'SENDING') and m.due_at <= now()
          and not (select held from notifications.mail_switch)
          and not exists (
            select 1 from notifications.outgoing_mail earlier
            where earlier.ticket = m.ticket and earlier.id < m.id
              and earlier.state in ('QUEUED', 'SENDING'))
        order by m.due_at, m.id
        limit :most
        for update skip locked)
      update notifications.outgoing_mail m
      set state = 'SENDING', attempts = m.attempts + 1, fence = m.fence + 1,
        due_at = now() + make_interval(secs => :seconds)
      from due
      where m.id = due.id
      returning m.*
      """;

  /**
   * The commit is not waited for: should the database lose it in a crash, the mail goes out once
   * more with the same Message-ID, as it may at any time. A link to sign in is not kept.
   */
  private static final String SENT =
      """
      with quick as materialized (select set_config('synchronous_commit', 'off', true) done)
      update notifications.outgoing_mail
      set state = 'SENT', sent_at = now(), last_error = '',
        rendered = case when kind = 'SIGN_IN' then null else rendered end
      from quick
      where id = :id and fence = :fence and state = 'SENDING'
      """;

  private static final String AGAIN =
      """
      update notifications.outgoing_mail
      set state = 'QUEUED', due_at = now() + make_interval(secs => :seconds), last_error = :error
      where id = :id and fence = :fence and state = 'SENDING'
      """;

  private static final String DEAD =
      """
      update notifications.outgoing_mail
      set state = 'DEAD', last_error = :error
      where id = :id and fence = :fence and state = 'SENDING'
      """;

  private static final String UNTOUCHED =
      """
      update notifications.outgoing_mail
      set state = 'QUEUED', attempts = attempts - 1, due_at = now()
      where id = :id and fence = :fence and state = 'SENDING'
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * @param sender by whose relay; {@link RelayKey#DEFAULT} for the relay of the environment
   */
  boolean isAnythingDue(long sender) {
    return (Boolean) Sql.row(em, DUE, Map.of("sender", sender)).orElseThrow().get("due");
  }

  List<ClaimedMail> claim(long sender, int most, Duration lease) {
    Map<String, Object> values = Map.of("sender", sender, "most", most, "seconds", seconds(lease));
    return Sql.rows(em, CLAIM, values).stream()
        .map(OutboxQueue::mail)
        .sorted(java.util.Comparator.comparingLong(ClaimedMail::id))
        .toList();
  }

  /**
   * @return false when the lease was lost meanwhile
   */
  boolean sent(ClaimedMail mail) {
    return Sql.run(em, SENT, Map.of("id", mail.id(), "fence", mail.fence())) == 1;
  }

  boolean again(ClaimedMail mail, Duration wait, String error) {
    Map<String, Object> values =
        Map.of(
            "id", mail.id(), "fence", mail.fence(), "seconds", seconds(wait), "error", cut(error));
    return Sql.run(em, AGAIN, values) == 1;
  }

  boolean dead(ClaimedMail mail, String error) {
    return Sql.run(em, DEAD, Map.of("id", mail.id(), "fence", mail.fence(), "error", cut(error)))
        == 1;
  }

  /** Gives back what was claimed and not tried. */
  void untouched(List<ClaimedMail> mails) {
    mails.forEach(mail -> Sql.run(em, UNTOUCHED, Map.of("id", mail.id(), "fence", mail.fence())));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000d;
  }

  private static String cut(String error) {
    String line = error.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > 500 ? line.substring(0, 500) : line;
  }

  private static Optional<Brand> brand(DataRow row) {
    return Sql.id(row, "sender")
        .map(
            sender ->
                new Brand(
                    new SenderId(sender),
                    Sql.text(row, "from_name"),
                    new EmailAddress(Sql.text(row, "from_address"))));
  }

  private static ClaimedMail mail(DataRow row) {
    return new ClaimedMail(
        Sql.number(row, "id"),
        Sql.number(row, "fence"),
        (int) Sql.number(row, "attempts"),
        Sql.constant(Kind.class, row, "kind"),
        Sql.id(row, "ticket").map(TicketId::new),
        Sql.id(row, "platform").map(PlatformId::new),
        Sql.id(row, "message").map(MessageId::new),
        Sql.id(row, "agent").map(AgentId::new),
        Sql.id(row, "batch"),
        new EmailAddress(Sql.text(row, "recipient")),
        Sql.constant(Language.class, row, "language"),
        Sql.text(row, "subject"),
        Sql.instant(row, "happened_at").orElseThrow(),
        Sql.text(row, "zone"),
        Sql.instant(row, "take_in_charge_by"),
        Sql.instant(row, "answer_by"),
        Sql.instant(row, "resolve_by"),
        Sql.text(row, "message_id"),
        Sql.text(row, "reply_token"),
        Sql.text(row, "bounce_token"),
        brand(row),
        Sql.bytes(row, "rendered"),
        List.of());
  }
}
