package it.sportello.notifications;

import static java.util.stream.Collectors.toMap;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.Language;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.entitlements.LevelView;
import it.sportello.entitlements.Levels;
import it.sportello.notifications.words.Notice;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Queue;
import it.sportello.ticketing.QueueRow;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a mail to the people on duty lists, the earliest deadline first. */
@ApplicationScoped
@Transactional
class DutyLines {
  private static final String OF_BATCH =
      """
      select ticket, kind, mark, level_version, due_at, zone
      from notifications.duty_note
      where batch = :batch
      order by due_at, id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject Levels levels;
  @Inject Queue queue;
  @Inject Contacts contacts;

  List<Notice.Line> of(long batch, Language language) {
    List<DataRow> notes = Sql.rows(em, OF_BATCH, Map.of("batch", batch));
    Map<TicketId, PlatformId> owners =
        queue
            .rows(
                new Scope.Desk(),
                notes.stream().map(note -> new TicketId(Sql.number(note, "ticket"))).toList())
            .stream()
            .collect(toMap(QueueRow::id, QueueRow::platform));
    Map<PlatformId, Platform> platforms =
        contacts.platformsByIds(owners.values().stream().distinct().toList());
    return notes.stream().map(note -> line(note, owners, platforms, language)).toList();
  }

  private Notice.Line line(
      DataRow note,
      Map<TicketId, PlatformId> owners,
      Map<PlatformId, Platform> platforms,
      Language language) {
    TicketId ticket = new TicketId(Sql.number(note, "ticket"));
    LevelView level = levels.level(Sql.number(note, "level_version"));
    return new Notice.Line(
        ticket.toString(),
        settings.url() + "/ticket?n=" + ticket,
        Optional.ofNullable(owners.get(ticket)).map(platforms::get).map(Platform::name).orElse(""),
        language == Language.IT ? level.nameIt() : level.nameEn(),
        Sql.constant(PromiseKind.class, note, "kind").name(),
        Sql.constant(Notice.Mark.class, note, "mark"),
        Sql.instant(note, "due_at").orElseThrow(),
        ZoneId.of(Sql.text(note, "zone")));
  }
}
