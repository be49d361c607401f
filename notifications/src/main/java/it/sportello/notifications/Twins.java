package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.Inbox.Parsed;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.IncomingMails.Summary;
import it.sportello.notifications.reading.ReadMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a letter that came before. The Message-ID is only a hint, for anybody can write one:
 * what counts as the same letter has the same author and, down to the last byte below the header,
 * says the same; it came by another way, as a mail to two addresses of the desk does. Anything less
 * is another letter, and flagged.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Twins {
  /** Two copies that are read at once would both find no other. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended(:messageId, 1578)) done";

  /** That the id is not empty is said once more: a plan for any id uses the index only then. */
  private static final String FIRST =
      """
      select id, state = 'IN_TICKET' and mailbox <> :mailbox and body_sha256 = :body same
      from notifications.incoming_mail
      where message_id = :messageId and message_id <> '' and lower(from_address) = :from and id <> :id
        and state in ('IN_TICKET', 'QUARANTINE', 'FILED', 'DISCARDED')
      order by same desc, id
      limit 1
      """;

  private static final String FLAG =
      "update notifications.incoming_mail set twin = :first where id = :id";

  private static final String REPEAT =
      """
      update notifications.incoming_mail
      set state = 'DUPLICATE', from_address = :from, subject = :subject, message_id = :messageId,
        automatic = :automatic, nature = :nature, sealing = :sealing, trust = :trust,
        proof = :proof, body_sha256 = :body
      where id = :id and state = 'RECEIVED'
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /** What was found of a letter. */
  private record Twin(long first, boolean same) {}

  /**
   * Whether it stands in a ticket already: then it is kept and goes no further. One that shares no
   * more than the Message-ID is flagged. A mail of the quarantine is no repeat of anything:
   * somebody wants it read.
   */
  boolean isRepeat(Stored row, Parsed parsed, Summary summary) {
    ReadMail mail = parsed.mail();
    if (!row.state().equals("RECEIVED") || mail.messageId().isEmpty() || mail.from().isEmpty()) {
      return false;
    }
    Sql.rows(em, ONE_AT_A_TIME, Map.of("messageId", mail.messageId()));
    Optional<Twin> twin = find(row, parsed);
    twin.ifPresent(found -> Sql.run(em, FLAG, Map.of("first", found.first(), "id", row.id())));
    boolean same = twin.filter(Twin::same).isPresent();
    if (same) {
      Sql.run(em, REPEAT, IncomingMails.values(row.id(), summary));
    }
    return same;
  }

  private Optional<Twin> find(Stored row, Parsed parsed) {
    EmailAddress from = parsed.mail().from().orElseThrow();
    return Sql.row(
            em,
            FIRST,
            Map.of(
                "messageId",
                parsed.mail().messageId(),
                "from",
                from.value().toLowerCase(Locale.ROOT),
                "mailbox",
                row.mailbox(),
                "body",
                parsed.body(),
                "id",
                row.id()))
        .map(found -> new Twin(Sql.number(found, "id"), (Boolean) found.get("same")));
  }
}
