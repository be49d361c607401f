package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.IncomingMails.Stored;
import it.sportello.notifications.IncomingMails.Summary;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.ticketing.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Recognises a letter that came before. The Message-ID is only a hint, for anybody can write one:
 * what counts as the same letter has the same author and, down to the last byte below the header,
 * says the same; it came by another way, as a mail to two addresses of the desk does. Anything less
 * is another letter, and flagged.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Twins {
  private static final Logger LOG = Logger.getLogger(Twins.class.getName());

  /** Nobody's letter came in more copies than this; beyond, it is another letter. */
  private static final int COPIES = 20;

  private static final int BUFFER = 64 * 1024;

  /** That the id is not empty is said once more: a plan for any id uses the index only then. */
  private static final String OTHERS =
      """
      select id, sha256, state = 'IN_TICKET' and mailbox <> :mailbox elsewhere
      from notifications.incoming_mail
      where message_id = :messageId and message_id <> '' and lower(from_address) = :from and id <> :id
        and state in ('IN_TICKET', 'QUARANTINE', 'FILED', 'DISCARDED')
      order by id
      limit :most
      """;

  private static final String FLAG =
      "update notifications.incoming_mail set twin = :first where id = :id";

  private static final String REPEAT =
      """
      update notifications.incoming_mail
      set state = 'DUPLICATE', from_address = :from, subject = :subject, message_id = :messageId,
        automatic = :automatic, nature = :nature, sealing = :sealing, trust = :trust,
        proof = :proof
      where id = :id and state = 'RECEIVED'
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Blobs blobs;

  /**
   * Whether it stands in a ticket already: then it is kept and goes no further. One that shares no
   * more than the Message-ID is flagged. A mail of the quarantine is no repeat of anything:
   * somebody wants it read. Two copies that are read at once find each other because {@link
   * IncomingMails#lock} lets one of them in at a time.
   */
  boolean isRepeat(Stored row, ReadMail mail, Summary summary) {
    if (!row.state().equals("RECEIVED") || mail.messageId().isEmpty() || mail.from().isEmpty()) {
      return false;
    }
    List<DataRow> others = others(row, mail);
    if (others.isEmpty()) {
      return false;
    }
    Optional<DataRow> first = others.stream().filter(other -> isSame(row, other)).findFirst();
    long twin = Sql.number(first.orElse(others.get(0)), "id");
    Sql.run(em, FLAG, Map.of("first", twin, "id", row.id()));
    first.ifPresent(same -> Sql.run(em, REPEAT, IncomingMails.values(row.id(), summary)));
    return first.isPresent();
  }

  private List<DataRow> others(Stored row, ReadMail mail) {
    EmailAddress from = mail.from().orElseThrow();
    return Sql.rows(
        em,
        OTHERS,
        Map.of(
            "messageId",
            mail.messageId(),
            "from",
            from.value().toLowerCase(Locale.ROOT),
            "mailbox",
            row.mailbox(),
            "id",
            row.id(),
            "most",
            COPIES));
  }

  private boolean isSame(Stored row, DataRow other) {
    if (!(Boolean) other.get("elsewhere")) {
      return false;
    }
    try (InputStream one = body(row.sha256());
        InputStream two = body(Sql.text(other, "sha256"))) {
      byte[] left = one.readNBytes(BUFFER);
      byte[] right = two.readNBytes(BUFFER);
      while (left.length > 0 && Arrays.equals(left, right)) {
        left = one.readNBytes(BUFFER);
        right = two.readNBytes(BUFFER);
      }
      return left.length == 0 && right.length == 0;
    } catch (IOException e) {
      // What cannot be compared is another letter: it stands twice rather than not at all.
      LOG.log(Level.WARNING, "Mail " + row.id() + " cannot be compared", e);
      return false;
    }
  }

  /** What follows the header: servers write into that, each its own. */
  private InputStream body(String sha256) throws IOException {
    InputStream mail = new BufferedInputStream(blobs.open(sha256, 0), BUFFER);
    boolean empty = true;
    for (int b = mail.read(); b >= 0 && !(empty && b == '\n'); b = mail.read()) {
      empty = b == '\n' || (empty && b == '\r');
    }
    return mail;
  }
}
