package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.notifications.Landing.Lead;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.ticketing.Envelope;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the ticket that a mail goes on in. The reply token decides; else the nearest of our
 * Message-IDs that it answers; else a number in its subject. Tokens and ids are random and looked
 * up as a whole: one altered digit is another one, which nobody was given.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Threads {
  private static final Pattern NUMBER = Pattern.compile("(?<![\\d.,/-])\\d{5,12}(?![\\d.,/-]\\d)");
  private static final int NUMBERS = 5;

  private static final String SECRET =
      """
      select ticket, message_id, reply_token
      from notifications.given_id
      where message_id in (:ids) or reply_token in (:tokens)
      """;

  private static final String NUMBERED =
      """
      select distinct ticket
      from notifications.given_id
      where ticket in (:numbers)
      order by ticket
      """;

  private static final String OURS =
      "select 1 from notifications.outgoing_mail where message_id in (:ids) limit 1";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject MailSettings settings;
  @Inject OwnAddresses own;
  @Inject Returns returns;
  @Inject Tickets tickets;
  @Inject DeskClock clock;

  Optional<Landing.Thread> of(ReadMail mail) {
    Optional<TicketId> secret = secret(mail);
    if (secret.isPresent()) {
      return Optional.of(thread(secret.get(), Lead.SECRET));
    }
    Optional<TicketId> returned = returns.ticket(mail);
    if (returned.isPresent()) {
      return Optional.of(thread(returned.get(), Lead.SECRET));
    }
    return mail.automatic()
        ? Optional.empty()
        : numbered(mail.subject()).map(ticket -> thread(ticket, Lead.NUMBER));
  }

  /** Whether a report is about any mail that we sent. */
  boolean isAboutOurs(ReadMail mail) {
    return !mail.reported().isEmpty()
        && Sql.row(em, OURS, Map.of("ids", mail.reported())).isPresent();
  }

  private Landing.Thread thread(TicketId ticket, Lead lead) {
    Envelope envelope = tickets.envelope(ticket);
    Instant oldest = clock.now().minus(settings.reopens());
    boolean old = envelope.resolved().filter(at -> at.isBefore(oldest)).isPresent();
    return new Landing.Thread(envelope, lead, old);
  }

  private Optional<TicketId> secret(ReadMail mail) {
    List<String> tokens = own.replyTokens(mail.addressedTo());
    List<String> ids = new ArrayList<>(mail.answers());
    ids.addAll(mail.report() ? mail.reported() : List.of());
    if (tokens.isEmpty() && ids.isEmpty()) {
      return Optional.empty();
    }
    // A list of none is no SQL; an empty text is no token and no id.
    List<DataRow> given =
        Sql.rows(
            em,
            SECRET,
            Map.of(
                "ids", ids.isEmpty() ? List.of("") : ids,
                "tokens", tokens.isEmpty() ? List.of("") : tokens));
    return first(given, "reply_token", tokens).or(() -> first(given, "message_id", ids));
  }

  private static Optional<TicketId> first(List<DataRow> given, String column, List<String> wanted) {
    return wanted.stream()
        .flatMap(value -> given.stream().filter(row -> Sql.text(row, column).equals(value)))
        .findFirst()
        .map(row -> new TicketId(Sql.number(row, "ticket")));
  }

  /** Two numbers of ours in one subject say nothing. */
  private Optional<TicketId> numbered(String subject) {
    List<Long> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(subject);
    while (number.find() && numbers.size() < NUMBERS) {
      numbers.add(Long.valueOf(number.group()));
    }
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    List<DataRow> known = Sql.rows(em, NUMBERED, Map.of("numbers", numbers));
    return known.size() == 1
        ? Optional.of(new TicketId(Sql.number(known.get(0), "ticket")))
        : Optional.empty();
  }
}
