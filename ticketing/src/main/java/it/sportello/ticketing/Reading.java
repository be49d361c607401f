package it.sportello.ticketing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One ticket, read in four statements whatever its length. */
@ApplicationScoped
class Reading {
  /** Once: the static methods of {@code Json} look through every library at each call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String TICKET =
      """
      select t.id, t.subject, t.status, t.channel, t.platform_id, t.requester_id, t.answer_to,
        t.language, t.impact, t.severity, t.screened, t.priority, t.level, t.level_version,
        cast(t.reference as text) as reference, t.received_at, t.assignee_id, t.next_due_at,
        t.next_kind, t.version, t.waits_for, t.merged_into
      from ticketing.ticket t
      where t.id = :id and\s""";

  private static final String MESSAGES =
      """
      select m.id, m.ticket_id, m.kind, m.contact_id, m.agent_id, m.address, m.body, m.html,
        m.sent_at, m.received_at, m.imported_at
      from ticketing.message m
      where m.ticket_id in (%s) and (:internal or m.kind <> 'NOTE')
      order by m.id
      """;

  private static final String ATTACHMENTS =
      """
      select a.id, a.message_id, a.name, a.media_type, a.size
      from ticketing.message m join ticketing.attachment a on a.message_id = m.id
      where m.ticket_id in (%s) and (:internal or m.kind <> 'NOTE')
      order by a.id
      """;

  private static final String HISTORY =
      """
      select at, kind, agent_id, detail
      from ticketing.history
      where ticket_id = :id and (:internal or kind not in ('NOTED', 'ABSORBED'))
      order by id
      """;

  /** The ticket, and what was merged into it as far as the reader may see that. */
  private static final String TOGETHER =
      """
      select cast(:id as bigint)
      union all
      select t.id from ticketing.ticket t where t.merged_into = :id and\s""";

  private static final String ENVELOPES =
      """
      select id, platform_id, requester_id, answer_to, language, channel, subject,
        case when status = 'RESOLVED' and merged_into is null then resolved_at end resolved
      from ticketing.ticket
      where id = :id or merged_into = :id
      order by id <> :id, id
      """;

  private static final String MESSAGE =
      """
      select body, agent_id
      from ticketing.message
      where id = :id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  TicketView view(Scope scope, TicketId number) {
    Sight sight = Sight.of(scope);
    DataRow t =
        Sql.row(em, TICKET + sight.condition(), sight.and(Map.of("id", number.value())))
            .orElseThrow(() -> new TicketNotFound(number));
    Map<String, Object> all =
        sight.and(Map.of("id", number.value(), "internal", scope.everything()));
    String together = TOGETHER + sight.condition();
    return new TicketView(
        number,
        Sql.text(t, "subject"),
        Sql.constant(Status.class, t, "status"),
        Sql.constant(Channel.class, t, "channel"),
        new PlatformId(Sql.number(t, "platform_id")),
        Sql.id(t, "requester_id").map(ContactId::new),
        new EmailAddress(Sql.text(t, "answer_to")),
        Sql.constant(Language.class, t, "language"),
        Sql.constant(Impact.class, t, "impact"),
        Sql.constant(Severity.class, t, "severity"),
        (Boolean) t.get("screened"),
        priority(t),
        Sql.text(t, "level"),
        Sql.number(t, "level_version"),
        reference(Sql.text(t, "reference")),
        Sql.instant(t, "received_at"),
        Sql.id(t, "assignee_id").map(AgentId::new),
        waitsFor(t),
        Sql.id(t, "merged_into").map(TicketId::new),
        new Deadline(Sql.instant(t, "next_due_at")),
        Sql.constant(PromiseKind.class, t, "next_kind"),
        Sql.number(t, "version"),
        messages(together, all),
        history(Map.of("id", number.value(), "internal", scope.everything())));
  }

  Envelope envelope(TicketId number) {
    return read(number).findFirst().orElseThrow(() -> new TicketNotFound(number));
  }

  List<Envelope> envelopes(TicketId number) {
    Map<String, Envelope> byAddress = new LinkedHashMap<>();
    read(number).forEach(e -> byAddress.putIfAbsent(e.answerTo().key(), e));
    return List.copyOf(byAddress.values());
  }

  private Stream<Envelope> read(TicketId number) {
    return Sql.rows(em, ENVELOPES, Map.of("id", number.value())).stream().map(Reading::envelope);
  }

  private static Envelope envelope(DataRow t) {
    return new Envelope(
        new TicketId(Sql.number(t, "id")),
        new PlatformId(Sql.number(t, "platform_id")),
        Sql.id(t, "requester_id").map(ContactId::new),
        new EmailAddress(Sql.text(t, "answer_to")),
        Sql.constant(Language.class, t, "language"),
        Sql.constant(Channel.class, t, "channel"),
        Sql.text(t, "subject"),
        Optional.ofNullable(t.get("resolved")).map(at -> Sql.instant(t, "resolved")));
  }

  String text(MessageId message) {
    return Sql.text(message(message), "body");
  }

  Optional<AgentId> author(MessageId message) {
    return Sql.id(message(message), "agent_id").map(AgentId::new);
  }

  static Priority priority(DataRow row) {
    return Priority.values()[(int) Sql.number(row, "priority") - 1];
  }

  private DataRow message(MessageId message) {
    return Sql.row(em, MESSAGE, Map.of("id", message.value()))
        .orElseThrow(() -> new IllegalArgumentException("no message " + message.value()));
  }

  static Optional<WaitReason> waitsFor(DataRow row) {
    return Optional.ofNullable(row.get("waits_for")).map(Object::toString).map(WaitReason::valueOf);
  }

  private List<MessageView> messages(String together, Map<String, Object> part) {
    Map<Long, List<AttachmentView>> files =
        Sql.rows(em, ATTACHMENTS.formatted(together), part).stream()
            .collect(
                groupingBy(
                    row -> Sql.number(row, "message_id"), mapping(Reading::attachment, toList())));
    return Sql.rows(em, MESSAGES.formatted(together), part).stream()
        .map(row -> message(row, files.getOrDefault(Sql.number(row, "id"), List.of())))
        .toList();
  }

  private static MessageView message(DataRow row, List<AttachmentView> files) {
    return new MessageView(
        new MessageId(Sql.number(row, "id")),
        new TicketId(Sql.number(row, "ticket_id")),
        Sql.constant(MessageView.Kind.class, row, "kind"),
        Sql.id(row, "contact_id").map(ContactId::new),
        Sql.id(row, "agent_id").map(AgentId::new),
        Sql.text(row, "address"),
        Sql.text(row, "body"),
        Sql.text(row, "html"),
        Sql.instant(row, "sent_at"),
        Sql.instant(row, "received_at"),
        Sql.instant(row, "imported_at"),
        files);
  }

  private static AttachmentView attachment(DataRow row) {
    return new AttachmentView(
        new AttachmentId(Sql.number(row, "id")),
        Sql.text(row, "name"),
        Sql.text(row, "media_type"),
        Sql.number(row, "size"));
  }

  private List<HistoryEntry> history(Map<String, Object> part) {
    return Sql.rows(em, HISTORY, part).stream()
        .map(
            row ->
                new HistoryEntry(
                    Sql.instant(row, "at"),
                    Sql.text(row, "kind"),
                    Sql.id(row, "agent_id").map(AgentId::new),
                    Sql.text(row, "detail")))
        .toList();
  }

  private static Reference reference(String text) {
    try (var reader = JSON.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      Map<String, String> fields = new LinkedHashMap<>();
      json.keySet().forEach(key -> fields.put(key, json.getString(key)));
      return new Reference(fields);
    }
  }
}
