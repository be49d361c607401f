package it.sportello.notifications;

import static java.util.stream.Collectors.groupingBy;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Staff;
import it.sportello.entitlements.OpenPromises;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One mail to each agent for all that is to be told by now, and not before the pause since the last
 * is over, on whichever node. A ticket is named {@value #A_DAY} times a day at most; what was kept
 * meanwhile is not told at all.
 */
@ApplicationScoped
@Transactional
class DutyRound {
  static final int A_DAY = 10;

  /** The rest waits for the next round. */
  static final int AT_ONCE = 100;

  private static final long NOT_TOLD = 0;
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private static final String BEGIN =
      """
      update notifications.duty_round
      set last_at = now()
      where last_at <= now() - make_interval(secs => :seconds)
        and exists (select 1 from notifications.duty_note where batch is null and on_duty <= :now)
      """;

  private static final String WAITING =
      """
      select id, ticket, kind, round
      from notifications.duty_note
      where batch is null and on_duty <= :now
      order by on_duty, id
      limit :most
      """;

  private static final String TOLD_TODAY =
      """
      select ticket, count(distinct batch) times
      from notifications.duty_note
      where ticket = any(:tickets) and batch > 0 and told_at >= :since
      group by ticket
      """;

  private static final String TELL =
      "update notifications.duty_note set batch = :batch, told_at = :now where id = any(:notes)";

  private static final String NEXT_BATCH = "select nextval('notifications.duty_batch') batch";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject Outbox outbox;
  @Inject OpenPromises promises;
  @Inject Staff staff;
  @Inject DeskClock clock;

  private record Note(long id, OpenPromises.Run run) {}

  /**
   * @return how many mails were written
   */
  int turn() {
    Instant now = clock.now();
    double pause = settings.dutyPause().toMillis() / 1_000d;
    if (Sql.run(em, BEGIN, Map.of("seconds", pause, "now", now)) == 0) {
      return 0;
    }
    List<Note> waiting =
        Sql.rows(em, WAITING, Map.of("now", now, "most", AT_ONCE)).stream()
            .map(DutyRound::note)
            .toList();
    List<Note> worth = worthTelling(waiting, now);
    List<Staff.OnDuty> people = staff.onDuty();
    List<Note> told = people.isEmpty() ? List.of() : worth;
    mark(waiting.stream().filter(note -> !told.contains(note)).toList(), NOT_TOLD, now);
    if (told.isEmpty()) {
      return 0;
    }
    long batch = Sql.number(Sql.row(em, NEXT_BATCH, Map.of()).orElseThrow(), "batch");
    mark(told, batch, now);
    people.forEach(person -> outbox.duty(person, batch, now));
    return people.size();
  }

  private List<Note> worthTelling(List<Note> waiting, Instant now) {
    Map<TicketId, List<Note>> byTicket = waiting.stream().collect(groupingBy(n -> n.run.ticket()));
    Set<OpenPromises.Run> running = promises.of(byTicket.keySet());
    Map<TicketId, Long> times = toldToday(byTicket.keySet(), now);
    List<Note> worth = new ArrayList<>();
    for (Note note : waiting) {
      boolean often = times.getOrDefault(note.run.ticket(), 0L) >= A_DAY;
      if (running.contains(note.run) && !often) {
        worth.add(note);
      }
    }
    return worth;
  }

  private Map<TicketId, Long> toldToday(Set<TicketId> tickets, Instant now) {
    Instant since = now.atZone(ROME).truncatedTo(ChronoUnit.DAYS).toInstant();
    Long[] ids = tickets.stream().map(TicketId::value).toArray(Long[]::new);
    Map<TicketId, Long> times = new HashMap<>();
    Sql.rows(em, TOLD_TODAY, Map.of("tickets", ids, "since", since))
        .forEach(
            row -> times.put(new TicketId(Sql.number(row, "ticket")), Sql.number(row, "times")));
    return times;
  }

  private void mark(List<Note> notes, long batch, Instant now) {
    if (!notes.isEmpty()) {
      Long[] ids = notes.stream().map(Note::id).toArray(Long[]::new);
      Sql.run(em, TELL, Map.of("batch", batch, "now", now, "notes", ids));
    }
  }

  private static Note note(DataRow row) {
    return new Note(
        Sql.number(row, "id"),
        new OpenPromises.Run(
            new TicketId(Sql.number(row, "ticket")),
            Sql.constant(PromiseKind.class, row, "kind"),
            (int) Sql.number(row, "round")));
  }
}
