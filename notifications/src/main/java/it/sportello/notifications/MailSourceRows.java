package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.notifications.MailSources.Arrival;
import it.sportello.notifications.MailSources.Return;
import it.sportello.notifications.MailSources.Source;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.reading.Nature;
import it.sportello.notifications.reading.Sealing;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link MailSources} reads, in short transactions: files are opened outside. */
@ApplicationScoped
@Transactional
class MailSourceRows {
  private static final String ARRIVALS =
      """
      select id, ticket, message, trust, proof, nature, sealing
      from notifications.incoming_mail
      where ticket = any(:tickets)
      order by id
      """;

  private static final String RETURNS =
      """
      select ticket, message, recipient, fate, fate_detail, fate_at
      from notifications.outgoing_mail
      where ticket = any(:tickets) and fate in ('FAILED', 'DELAYED')
      order by fate_at desc, id desc
      limit 20
      """;

  private static final String SOURCE =
      """
      select id, mailbox, received, imported, size, sha256, state, trust, proof, ticket, twin
      from notifications.incoming_mail
      where id = :id
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  List<Arrival> arrivals(Collection<TicketId> tickets) {
    return Sql.rows(em, ARRIVALS, Map.of("tickets", ids(tickets))).stream()
        .map(
            row ->
                new Arrival(
                    Sql.number(row, "id"),
                    new TicketId(Sql.number(row, "ticket")),
                    Sql.id(row, "message").map(MessageId::new),
                    Sql.constant(Trust.class, row, "trust"),
                    Sql.text(row, "proof"),
                    Sql.constant(Nature.class, row, "nature"),
                    Sql.constant(Sealing.class, row, "sealing")))
        .toList();
  }

  List<Return> returns(Collection<TicketId> tickets) {
    return Sql.rows(em, RETURNS, Map.of("tickets", ids(tickets))).stream()
        .map(MailSourceRows::back)
        .toList();
  }

  Optional<String> badAddress(String key) {
    return Sql.row(
            em,
            "select detail from notifications.bad_address where address_key = :key",
            Map.of("key", key))
        .map(row -> Sql.text(row, "detail"));
  }

  /** Without what stands in the mail itself. */
  Optional<Source> source(long id) {
    return Sql.row(em, SOURCE, Map.of("id", id))
        .map(
            row ->
                new Source(
                    Sql.number(row, "id"),
                    Sql.text(row, "mailbox"),
                    Sql.instant(row, "received").orElseThrow(),
                    Sql.instant(row, "imported").orElseThrow(),
                    Sql.number(row, "size"),
                    Sql.text(row, "sha256"),
                    Sql.text(row, "state"),
                    Sql.constant(Trust.class, row, "trust"),
                    Sql.text(row, "proof"),
                    Sql.id(row, "ticket").map(TicketId::new),
                    Sql.id(row, "twin"),
                    List.of(),
                    "",
                    false));
  }

  private static Return back(DataRow row) {
    return new Return(
        new TicketId(Sql.number(row, "ticket")),
        Sql.id(row, "message").map(MessageId::new),
        Sql.text(row, "recipient"),
        Sql.text(row, "fate_detail"),
        Sql.instant(row, "fate_at").orElseThrow(),
        Sql.text(row, "fate").equals("FAILED"));
  }

  private static Long[] ids(Collection<TicketId> tickets) {
    return tickets.stream().map(TicketId::value).distinct().toArray(Long[]::new);
  }
}
