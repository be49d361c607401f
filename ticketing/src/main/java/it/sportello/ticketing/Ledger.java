package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is written about a ticket; each act is one statement, with its history and its change. */
@ApplicationScoped
class Ledger {
  /** Nothing comes back when the origin is known: the request is a repeat. */
  private static final String OPEN =
      """
      with opened as (
        insert into ticketing.ticket (id, origin_source, origin_key, origin_fingerprint,
          platform_id, requester_id, answer_to, language, channel, subject, first_words, impact,
          severity, reference, received_at, next_due_at, next_kind, priority, level,
          level_version)
        values (nextval('ticketing.ticket_number'), :source, :key, :fingerprint,
          :platform, nullif(:requester, 0), :address, :language, :channel, :subject, :beginning,
          :impact, :severity, cast(:reference as json), :received, :due, :nextKind, :priority,
          :level, :version)
        on conflict (origin_source, origin_key) do nothing
        returning id),
      asked as (
        insert into ticketing.message (ticket_id, kind, channel, contact_id, address, body, html,
          sent_at, received_at, imported_at, words)
        select id, 'REQUEST', :channel, nullif(:requester, 0), :address, :body, :html,
          :sent, :received, :imported, ticketing.words(:content, :exact)
        from opened
        returning id),
      told as (
        insert into ticketing.history (ticket_id, at, kind)
        select id, :received, 'OPENED' from opened),
      changed as (
        insert into ticketing.change (ticket_id)
        select id from opened)
      select opened.id as ticket, asked.id as message from opened, asked
      """;

  private static final String WRITE =
      """
      with wrote as (
        insert into ticketing.message (ticket_id, kind, origin_source, origin_key,
          origin_fingerprint, channel, contact_id, agent_id, address, body, html, sent_at,
          received_at, imported_at, words)
        values (:ticket, :kind, :source, :key, :fingerprint, nullif(:channel, ''),
          nullif(:contact, 0), nullif(:agent, 0), :address, :body, :html, :sent,
          :received, :imported, ticketing.words(:body, :address))
        on conflict (origin_source, origin_key) where origin_source is not null do nothing
        returning id, ticket_id),
      changed as (
        insert into ticketing.change (ticket_id)
        select ticket_id from wrote
        on conflict do nothing)
      select id from wrote
      """;

  private static final String TELL =
      """
      with told as (
        insert into ticketing.history (ticket_id, at, kind, agent_id, detail)
        values (:ticket, :at, :kind, nullif(:agent, 0), :detail)
        returning ticket_id)
      insert into ticketing.change (ticket_id)
      select ticket_id from told
      on conflict do nothing
      """;

  /** Terms that are as they were are no news. */
  private static final String GRANT =
      """
      with granted as (
        update ticketing.ticket
        set next_due_at = :due, next_kind = :nextKind, priority = :priority, level = :level,
          level_version = :version
        where id = :ticket
          and (next_due_at, next_kind, priority, level, level_version)
            is distinct from (:due, :nextKind, :priority, :level, :version)
        returning id)
      insert into ticketing.change (ticket_id)
      select id from granted
      on conflict do nothing
      """;

  /** Once: the static methods of {@code Json} look through every library at each call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** What one statement of {@link #OPEN} has made. */
  record Opened(TicketId ticket, MessageId request) {}

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  Optional<Opened> open(NewTicket request, Severity severity, QueueTerms terms, Instant now) {
    Map<String, Object> values = origin(request.origin());
    values.putAll(values(terms));
    values.put("platform", request.platform().value());
    values.put("requester", request.requester().map(c -> c.value()).orElse(0L));
    values.put("address", request.answerTo().value());
    values.put("language", request.language().name());
    values.put("channel", request.channel().name());
    values.put("subject", request.subject());
    values.put("beginning", Plain.beginning(request.text(), 160));
    values.put("impact", request.impact().name());
    values.put("severity", severity.name());
    values.put("reference", json(request.reference()));
    values.put("received", request.received());
    values.put("sent", request.sent());
    values.put("imported", now);
    values.put("body", request.text());
    values.put("html", request.html());
    values.put("content", request.subject() + "\n" + request.text());
    values.put("exact", exact(request));
    return Sql.row(em, OPEN, values)
        .map(
            row ->
                new Opened(
                    new TicketId(Sql.number(row, "ticket")),
                    new MessageId(Sql.number(row, "message"))));
  }

  /** Empty when the origin is known: the message is a repeat. */
  Optional<MessageId> write(Ticket ticket, Words words, Instant now) {
    Map<String, Object> values = origin(words.origin());
    values.put("ticket", ticket.id().value());
    values.put("kind", words.kind().name());
    values.put("channel", words.channel());
    values.put("contact", words.contact());
    values.put("agent", words.agent());
    values.put("address", words.address());
    values.put("body", words.text());
    values.put("html", words.html());
    values.put("sent", words.sent());
    values.put("received", words.received());
    values.put("imported", now);
    return Sql.row(em, WRITE, values).map(row -> new MessageId(Sql.number(row, "id")));
  }

  /**
   * @param detail what the kind leaves open, such as the severity; never a person's words
   */
  void tell(TicketId ticket, Instant at, String kind, Optional<AgentId> by, String detail) {
    Map<String, Object> values = new HashMap<>();
    values.put("ticket", ticket.value());
    values.put("at", at);
    values.put("kind", kind);
    values.put("agent", by.map(AgentId::value).orElse(0L));
    values.put("detail", detail);
    Sql.run(em, TELL, values);
  }

  void grant(TicketId ticket, QueueTerms terms) {
    Map<String, Object> values = values(terms);
    values.put("ticket", ticket.value());
    Sql.run(em, GRANT, values);
  }

  /** In the order of their numbers, as every other lock of several tickets. */
  void lock(Collection<TicketId> tickets) {
    if (!tickets.isEmpty()) {
      Sql.rows(
          em,
          """
          select id
          from ticketing.ticket
          where id in (:ids)
          order by id
          for update
          """,
          Map.of("ids", tickets.stream().map(TicketId::value).toList()));
    }
  }

  boolean knows(Origin origin) {
    return Sql.row(
            em,
            """
            select id
            from ticketing.ticket
            where origin_source = :source and origin_key = :key
            """,
            Map.of("source", origin.source(), "key", origin.key()))
        .isPresent();
  }

  /** The ticket that this origin opened before. */
  TicketId opened(Origin origin) {
    return new TicketId(
        known(
            """
            select id, origin_fingerprint as fingerprint
            from ticketing.ticket
            where origin_source = :source and origin_key = :key
            """,
            origin));
  }

  /** The message that this origin wrote before. */
  MessageId written(Origin origin, TicketId ticket) {
    return new MessageId(
        known(
            """
            select id, case ticket_id when %d then origin_fingerprint else '' end as fingerprint
            from ticketing.message
            where origin_source = :source and origin_key = :key
            """
                .formatted(ticket.value()),
            origin));
  }

  private long known(String sql, Origin origin) {
    DataRow row =
        Sql.row(em, sql, Map.of("source", origin.source(), "key", origin.key())).orElseThrow();
    if (!Sql.text(row, "fingerprint").equals(origin.fingerprint())) {
      throw new OriginReused(origin.source());
    }
    return Sql.number(row, "id");
  }

  private static Map<String, Object> origin(Origin origin) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", origin.source());
    values.put("key", origin.key());
    values.put("fingerprint", origin.fingerprint());
    return values;
  }

  private static Map<String, Object> values(QueueTerms terms) {
    Map<String, Object> values = new HashMap<>();
    values.put("due", terms.next().at());
    values.put("nextKind", terms.nextKind().name());
    values.put("priority", terms.priority().ordinal() + 1);
    values.put("level", terms.level());
    values.put("version", terms.levelVersion());
    return values;
  }

  private static String json(Reference reference) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    reference.fields().forEach(json::add);
    return json.build().toString();
  }

  /** What people look for letter by letter: the reference, the address and its two halves. */
  private static String exact(NewTicket request) {
    return exact(request.answerTo())
        + " "
        + String.join(" ", request.reference().fields().values());
  }

  private static String exact(EmailAddress address) {
    return address.value() + " " + address.value().replace('@', ' ');
  }
}
