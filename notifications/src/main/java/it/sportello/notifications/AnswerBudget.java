package it.sportello.notifications;

import it.sportello.contacts.EmailAddress;
import it.sportello.notifications.proof.Trust;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;

/**
 * How many automatic answers to its mails an address gets in 24 hours: {@value #PROVEN} where its
 * mails prove whom they come from, else {@value #UNPROVEN}. So nobody can have the desk write to a
 * stranger again and again, and two desks that answer each other fall silent by themselves. An
 * answer beyond is withheld; the ticket stands, and its people see both. What answers a form or a
 * program does not count. Mails of one address come here one at a time, see {@link
 * IncomingMails#lock}.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class AnswerBudget {
  static final int PROVEN = 10;
  static final int UNPROVEN = 1;

  /** Most mails are within it and are left as they are. */
  private static final String WITHHOLD =
      """
      update notifications.outgoing_mail
      set state = 'WITHHELD'
      where ticket = :ticket and kind = :kind and created_at = now() and state = 'QUEUED' and (
        select count(*) from (
          select 1 from notifications.outgoing_mail told
          where lower(told.recipient) = :address and told.to_mail
            and told.ticket <> :ticket and told.state <> 'WITHHELD'
            and told.created_at > now() - interval '24 hours'
          limit :most) enough) >= :most
      """;

  /** Whoever writes an acknowledgement knows that a mail is answered; a mail may reopen as well. */
  private static final String MARK =
      """
      update notifications.outgoing_mail set to_mail = true
      where ticket = :ticket and kind = 'REOPENED' and created_at = now()
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  /** In the transaction that opened the ticket by a mail. */
  void acknowledged(TicketId ticket, EmailAddress address, Trust trust) {
    answered(Kind.RECEIVED, ticket, address, trust);
  }

  /** In the transaction that brought a mail to a ticket, which it may have reopened. */
  void joined(TicketId ticket, EmailAddress address, Trust trust) {
    Sql.run(em, MARK, Map.of("ticket", ticket.value()));
    answered(Kind.REOPENED, ticket, address, trust);
  }

  private void answered(Kind kind, TicketId ticket, EmailAddress address, Trust trust) {
    Sql.run(
        em,
        WITHHOLD,
        Map.of(
            "kind",
            kind.name(),
            "ticket",
            ticket.value(),
            "address",
            address.key(),
            "most",
            trust == Trust.PROVEN ? PROVEN : UNPROVEN));
  }
}
