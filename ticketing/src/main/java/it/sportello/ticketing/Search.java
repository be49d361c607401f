package it.sportello.ticketing;

import static java.util.stream.Collectors.toMap;

import it.sportello.contacts.ContactId;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Finds tickets by number, words (subject, text, reference, address; Italian and English) and
 * people; the newest first, a new ticket at once.
 */
@ApplicationScoped
@Transactional
public class Search {
  /**
   * The planner cannot know how many messages hold some words, and its guess costs half a second
   * where it is wrong. So the order is fixed here: words that many have are found among the newest
   * thousand messages; those that some have, among the newest ten thousand; only what is rare is
   * taken from the index of words, where few hits are few reads. {@code + 0} keeps the index of
   * tickets out of that last step. Each part gives one row more than a page, because the exact
   * number may be among them.
   */
  private static final String FIND =
      """
      with recent as materialized (
        select distinct m.ticket_id as id
        from (select ticket_id, kind, words from ticketing.message
              where ticket_id < :below order by ticket_id desc, id desc limit 1000) m%1$s
        where %2$s and %3$s
        order by m.ticket_id desc
        limit :limit + 1),
      wider as materialized (
        select distinct m.ticket_id as id
        from (select ticket_id, kind, words from ticketing.message
              where ticket_id < :below order by ticket_id desc, id desc limit 10000) m%1$s
        where (select count(*) from recent) between 6 and :limit and %2$s and %3$s
        order by m.ticket_id desc
        limit :limit + 1),
      ever as materialized (
        select m.ticket_id as id
        from ticketing.message m%1$s
        where (select count(*) from recent) <= :limit and (select count(*) from wider) <= :limit
          and %2$s and m.ticket_id + 0 < :below and %3$s)
      select id from (
        (select id from recent)
        union
        (select id from wider)
        union
        (select distinct id from ever order by id desc limit :limit + 1)
        union
        (select t.id
         from ticketing.ticket t
         where t.requester_id in (:people) and t.id < :below and %4$s
         order by t.id desc
         limit :limit + 1)
        union
        (select t.id
         from ticketing.ticket t
         where t.id = :first and %4$s)
      ) found
      where id <> :shown
      order by case id when :first then 0 else 1 end, id desc
      limit :limit
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Queue queue;

  /**
   * @param words as people type them: {@code "exact phrase"}, {@code or} and {@code -without} are
   *     understood, the last word may be only begun; a number is a ticket's number too, and that
   *     ticket comes first
   * @param people whose tickets are found besides, see {@code Directory.people}
   * @param after what the page before gave as {@link QueuePage#next()}; empty for the first
   * @throws it.sportello.contacts.InvalidValue {@code cursor} when {@code after} is not one
   */
  public QueuePage find(
      Scope scope, String words, List<ContactId> people, String after, int limit) {
    Terms terms = Terms.of(words);
    if (terms.none() && people.isEmpty()) {
      return new QueuePage(List.of(), "");
    }
    int size = Math.max(1, Math.min(limit, Queue.LIMIT));
    Cursor from = Cursor.read(after, Cursor.last(Cursor.FOUND));
    List<Long> found = ids(scope, terms, people, from.id(), size + 1);
    List<Long> page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? next(page, terms.number(), from.id()) : "";
    return new QueuePage(inOrder(scope, page), next);
  }

  private List<Long> ids(Scope scope, Terms terms, List<ContactId> people, long below, int limit) {
    Sight sight = Sight.of(scope);
    String join = scope.everything() ? "" : " join ticketing.ticket t on t.id = m.ticket_id";
    String messages = scope.everything() ? "true" : "m.kind <> 'NOTE' and " + sight.condition();
    String sql = FIND.formatted(join, terms.sql(), messages, sight.condition());
    boolean firstPage = below == Long.MAX_VALUE;
    Map<String, Object> values = sight.and(terms.parameters());
    values.put("people", people.isEmpty() ? List.of(0L) : values(people));
    values.put("first", firstPage ? terms.number() : 0L);
    values.put("shown", firstPage ? 0L : terms.number());
    values.put("below", below);
    values.put("limit", limit);
    return Sql.rows(em, sql, values).stream().map(row -> Sql.number(row, "id")).toList();
  }

  private static List<Long> values(List<ContactId> people) {
    return people.stream().map(ContactId::value).toList();
  }

  /** The exact number stands out of turn, so it is no place to go on from. */
  private static String next(List<Long> page, long number, long below) {
    long last = page.stream().filter(id -> id != number).reduce(below - 1, (a, id) -> id);
    return new Cursor(Cursor.FOUND, Instant.EPOCH, 0, last).text();
  }

  private List<QueueRow> inOrder(Scope scope, List<Long> page) {
    List<TicketId> ids = page.stream().map(TicketId::new).toList();
    Map<TicketId, QueueRow> rows =
        queue.rows(scope, ids).stream().collect(toMap(QueueRow::id, Function.identity()));
    return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
  }
}
