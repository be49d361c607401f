package it.sportello.notifications;

import it.sportello.contacts.DeskClock;
import it.sportello.notifications.reading.Delivery;
import it.sportello.notifications.reading.ReadMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What reports say became of our mails. A report is believed about a mail whose Message-ID it
 * knows, and about the address that this mail went to; a failure is never taken back by a later
 * delay.
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

  void note(ReadMail mail) {
    if (mail.reported().isEmpty()) {
      return;
    }
    for (Delivery delivery : mail.deliveries()) {
      List<Tuple> ours = Sql.rows(em, FATE, values(mail, delivery));
      ours.stream().findFirst().ifPresent(row -> flag(Sql.text(row, "recipient"), delivery));
    }
  }

  /** Somebody writes from it: so it exists. */
  void isAlive(String addressKey) {
    Sql.run(em, UNFLAG, Map.of("address", addressKey));
  }

  private Map<String, Object> values(ReadMail mail, Delivery delivery) {
    Map<String, Object> values = new HashMap<>();
    values.put("fate", delivery.outcome().name());
    values.put("detail", detail(delivery));
    values.put("now", clock.now());
    values.put("ids", mail.reported());
    values.put("recipient", delivery.recipient());
    return values;
  }

  private void flag(String address, Delivery delivery) {
    if (delivery.outcome() == Delivery.Outcome.DELIVERED) {
      isAlive(address);
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
