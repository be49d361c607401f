package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.notifications.reading.Delivery;
import it.sportello.notifications.reading.ReadMail;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reports say became of our mails. A report is believed about a mail whose return address it
 * came to, whatever it looks like; else about one whose Message-ID it knows, and about the address
 * that this mail went to. A failure is never taken back by a later delay.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Returns {
  private static final String FATE =
      """
      update notifications.outgoing_mail
      set fate = :fate, fate_detail = :detail, fate_at = :now
      where message_id in (:ids) and (:recipient = '' or lower(recipient) = :recipient)
        and not (fate = 'FAILED' and :fate = 'DELAYED')
      returning lower(recipient) recipient
      """;

  private static final String RETURNED =
      """
      select message_id, coalesce(ticket, 0) ticket
      from notifications.outgoing_mail
      where bounce_token in (:tokens)
      order by id
      """;

  private static final String FLAG =
      """
      insert into notifications.bad_address (address_key, since, status, detail)
      values (:address, :now, :status, :detail)
      on conflict (address_key) do update set status = excluded.status, detail = excluded.detail
      """;

  private static final String UNFLAG =
      "delete from notifications.bad_address where address_key = :address";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject OwnAddresses own;

  void note(ReadMail mail) {
    List<String> returned =
        returned(mail).stream().map(row -> Sql.text(row, "message_id")).toList();
    if (!returned.isEmpty()) {
      // It went to one address: a report that names another was forwarded there.
      deliveries(mail).forEach(delivery -> note(returned, "", delivery));
    } else if (!mail.reported().isEmpty()) {
      mail.deliveries().forEach(each -> note(mail.reported(), each.recipient(), each));
    }
  }

  /** Whether it came to the return address of a mail of ours and says what became of that. */
  boolean isReturned(ReadMail mail) {
    return !returned(mail).isEmpty() && !deliveries(mail).isEmpty();
  }

  /** The ticket of the mail whose return address it came to. */
  Optional<TicketId> ticket(ReadMail mail) {
    return returned(mail).stream()
        .map(row -> Sql.number(row, "ticket"))
        .filter(ticket -> ticket != 0)
        .findFirst()
        .map(TicketId::new);
  }

  private List<DataRow> returned(ReadMail mail) {
    List<String> tokens = own.bounceTokens(mail.addressedTo());
    return tokens.isEmpty() ? List.of() : Sql.rows(em, RETURNED, Map.of("tokens", tokens));
  }

  private static List<Delivery> deliveries(ReadMail mail) {
    return mail.deliveries().isEmpty() ? BounceWords.of(mail).stream().toList() : mail.deliveries();
  }

  private void note(List<String> ids, String recipient, Delivery delivery) {
    List<DataRow> ours = Sql.rows(em, FATE, values(ids, recipient, delivery));
    ours.stream().findFirst().ifPresent(row -> flag(Sql.text(row, "recipient"), delivery));
  }

  private Map<String, Object> values(List<String> ids, String recipient, Delivery delivery) {
    Map<String, Object> values = new HashMap<>();
    values.put("fate", delivery.outcome().name());
    values.put("detail", detail(delivery));
    values.put("now", clock.now());
    values.put("ids", ids);
    values.put("recipient", recipient);
    return values;
  }

  private void flag(String address, Delivery delivery) {
    if (delivery.outcome() == Delivery.Outcome.DELIVERED) {
      Sql.run(em, UNFLAG, Map.of("address", address));
    }
    if (delivery.isPermanent()) {
      Sql.run(
          em,
          FLAG,
          Map.of(
              "address",
              address,
              "now",
              clock.now(),
              "status",
              delivery.status(),
              "detail",
              detail(delivery)));
    }
  }

  private static String detail(Delivery delivery) {
    return (delivery.status() + " " + delivery.diagnosis()).strip();
  }
}
