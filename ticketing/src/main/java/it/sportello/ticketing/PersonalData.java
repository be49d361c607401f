package it.sportello.ticketing;

import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PhoneNumber;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tickets hold of a person. Forgetting leaves number, times, acts and promises; it takes the
 * person's own words, files and addresses, and their name, addresses and numbers out of what others
 * wrote in the same tickets.
 */
@ApplicationScoped
@Transactional
public class PersonalData {
  /** The person's own tickets, and those in which they wrote. */
  private static final String THEIRS =
      """
      select t.id from ticketing.ticket t where t.requester_id = :contact
      union
      select m.ticket_id from ticketing.message m where m.contact_id = :contact
      union
      select m.ticket_id from ticketing.message m
      join ticketing.ticket t on t.id = m.ticket_id
      where m.contact_id is null and lower(m.address) = any(:keys) and m.address <> ''
      """;

  /** Written by the person: by name, or from one of their addresses. */
  private static final String OWN =
      """
      m.ticket_id = any(:tickets)
      and (m.contact_id = :contact or (m.address <> '' and lower(m.address) = any(:keys)))
      """;

  private static final String NOWHERE = "erased@desk.invalid";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Contacts contacts;

  /** Of a person who is still registered. */
  public List<TicketId> ticketsOf(ContactId contact) {
    return contacts.contact(contact).map(this::tickets).orElse(List.of());
  }

  private List<TicketId> tickets(Contact person) {
    return Sql.rows(em, THEIRS, Map.of("contact", person.id().value(), "keys", keys(person)))
        .stream()
        .map(row -> new TicketId(Sql.number(row, "id")))
        .toList();
  }

  /**
   * What a person has written.
   *
   * @param subject of the ticket; empty when somebody else opened it, whose words it is
   */
  public record Message(
      TicketId ticket, String subject, Instant received, String text, String html) {}

  /** What a person has sent along. */
  public record File(long id, String name, String sha256) {}

  /**
   * @throws NotAllowed unless the caller administers
   */
  public List<Message> messagesOf(Scope by, Contact person) {
    return Sql.rows(
            em,
            """
            select m.ticket_id, m.received_at, m.body, m.html,
              case when t.requester_id = :contact then t.subject else '' end subject
            from ticketing.message m join ticketing.ticket t on t.id = m.ticket_id where\s"""
                + OWN
                + " order by m.id",
            own(by, person))
        .stream()
        .map(
            row ->
                new Message(
                    new TicketId(Sql.number(row, "ticket_id")),
                    Sql.text(row, "subject"),
                    Sql.instant(row, "received_at"),
                    Sql.text(row, "body"),
                    Sql.text(row, "html")))
        .toList();
  }

  /**
   * @throws NotAllowed unless the caller administers
   */
  public List<File> filesOf(Scope by, Contact person) {
    return Sql.rows(
            em,
            """
            select a.id, a.name, a.sha256 from ticketing.attachment a
            join ticketing.message m on m.id = a.message_id where\s"""
                + OWN
                + " order by a.id",
            own(by, person))
        .stream()
        .map(row -> new File(Sql.number(row, "id"), Sql.text(row, "name"), Sql.text(row, "sha256")))
        .toList();
  }

  private Map<String, Object> own(Scope by, Contact person) {
    if (!by.administers()) {
      throw new NotAllowed("export");
    }
    return Map.of(
        "contact",
        person.id().value(),
        "keys",
        keys(person),
        "tickets",
        tickets(person).stream().map(TicketId::value).toArray(Long[]::new));
  }

  void merge(ContactId from, ContactId into) {
    Map<String, Object> both = Map.of("from", from.value(), "into", into.value());
    Sql.run(
        em,
        "update ticketing.ticket set requester_id = :into, version = version + 1 where requester_id = :from",
        both);
    Sql.run(em, "update ticketing.message set contact_id = :into where contact_id = :from", both);
  }

  void erase(ContactId contact) {
    contacts.contact(contact).ifPresent(this::erase);
  }

  private void erase(Contact person) {
    List<TicketId> tickets = tickets(person);
    if (tickets.isEmpty()) {
      return;
    }
    Map<String, Object> values = new HashMap<>();
    values.put("contact", person.id().value());
    values.put("keys", keys(person));
    values.put("tickets", tickets.stream().map(TicketId::value).toArray(Long[]::new));
    Sql.run(
        em,
        "delete from ticketing.attachment a using ticketing.message m where m.id = a.message_id and "
            + OWN,
        values);
    Sql.run(
        em,
        """
        update ticketing.message m set body = '—', html = '', address = '', words = cast('' as tsvector),
          contact_id = :contact
        where\s"""
            + OWN,
        values);
    others(person, values);
    values.put("nowhere", NOWHERE);
    Sql.run(
        em,
        """
        update ticketing.ticket set
          subject = case when requester_id = :contact then '—' else subject end,
          first_words = case when requester_id = :contact then '' else first_words end,
          answer_to = case when lower(answer_to) = any(:keys) then :nowhere else answer_to end,
          version = version + 1
        where id = any(:tickets)
        """,
        values);
  }

  /** What agents and colleagues wrote stays, without the person in it. */
  private void others(Contact person, Map<String, Object> values) {
    Map<String, Object> some =
        Map.of("tickets", values.get("tickets"), "traces", traces(person), "nobody", "—");
    Sql.run(
        em,
        """
        update ticketing.message m set body = regexp_replace(m.body, :traces, :nobody, 'gi'),
          html = regexp_replace(m.html, :traces, :nobody, 'gi'),
          words = ticketing.words(regexp_replace(m.body, :traces, :nobody, 'gi'), m.address)
        where m.ticket_id = any(:tickets) and (m.body ~* :traces or m.html ~* :traces)
        """,
        some);
    Sql.run(
        em,
        """
        update ticketing.ticket t set subject = regexp_replace(t.subject, :traces, :nobody, 'gi'),
          first_words = regexp_replace(t.first_words, :traces, :nobody, 'gi')
        where t.id = any(:tickets) and (t.subject ~* :traces or t.first_words ~* :traces)
        """,
        some);
  }

  /** A regular expression in which every character stands for itself. */
  private static String traces(Contact person) {
    Stream<String> phones =
        person.phones().stream().flatMap(phone -> Stream.of(phone, new PhoneNumber(phone).shown()));
    return Stream.of(
            Stream.of(person.name()), person.addresses().stream().map(EmailAddress::value), phones)
        .flatMap(s -> s)
        .filter(text -> text.length() > 1)
        .map(text -> text.replaceAll("([^\\p{L}\\p{M}\\p{N}])", "[$1]"))
        .map(
            text ->
                text.replace("[\\]", "\\\\")
                    .replace("[^]", "\\^")
                    .replace("[]]", "\\]")
                    .replace("[[]", "\\["))
        .collect(Collectors.joining("|"));
  }

  private static String[] keys(Contact person) {
    return person.addresses().stream()
        .flatMap(a -> Stream.of(a.key(), a.value().toLowerCase(java.util.Locale.ROOT)))
        .distinct()
        .toArray(String[]::new);
  }
}
