package it.sportello.ticketing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes out with a public reply. For the desk itself; it checks no right. */
@ApplicationScoped
@Transactional
public class Replies {
  private static final String ANSWERED =
      """
      select received_at, address, left(body, :most) body
      from ticketing.message
      where ticket_id = :ticket and kind in ('REQUEST', 'CUSTOMER') and id < :reply
      order by id desc
      limit 1
      """;

  /** A note has files too, and they are nobody else's. */
  private static final String FILES =
      """
      select a.name, a.media_type, a.size, a.sha256
      from ticketing.message m
      join ticketing.attachment a on a.message_id = m.id
      where m.id = :reply and m.kind = 'AGENT'
      order by a.id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /**
   * What the customer's side wrote last before the reply.
   *
   * @param by the address that it was written from
   * @param text from its beginning
   */
  public record Answered(Instant received, String by, String text) {}

  /**
   * What a reply answers, for those who know the conversation as {@code ticket}: a ticket that was
   * merged into another brings its own people's words and no others.
   *
   * @param most the most characters that are wanted
   */
  public Optional<Answered> answered(MessageId reply, TicketId ticket, int most) {
    return Sql.row(
            em, ANSWERED, Map.of("reply", reply.value(), "ticket", ticket.value(), "most", most))
        .map(
            row ->
                new Answered(
                    Sql.instant(row, "received_at"),
                    Sql.text(row, "address"),
                    Sql.text(row, "body")));
  }

  /** The files of a public reply, in their order; of any other message there are none. */
  public List<Content> files(MessageId reply) {
    return Sql.rows(em, FILES, Map.of("reply", reply.value())).stream()
        .map(
            row ->
                new Content(
                    Sql.text(row, "name"),
                    Sql.text(row, "media_type"),
                    Sql.number(row, "size"),
                    Sql.text(row, "sha256")))
        .toList();
  }
}
