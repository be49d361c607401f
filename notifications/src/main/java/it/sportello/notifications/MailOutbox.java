package it.sportello.notifications;

import it.sportello.entitlements.EntitlementEvent;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.TicketEvent;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Turns facts that customers are told about into mails to be sent, in the fact's transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class MailOutbox {
  @Inject Outbox outbox;
  @Inject Tickets tickets;

  void on(@Observes EntitlementEvent.PromiseMade made) {
    outbox.received(tickets.envelope(made.ticket()), made.promise(), made.zone(), made.at());
  }

  void on(@Observes TicketEvent.TakenInCharge taken) {
    outbox.act(Kind.TAKEN_IN_CHARGE, tickets.envelope(taken.ticket()), taken.by(), taken.at());
  }

  void on(@Observes TicketEvent.Replied replied) {
    outbox.reply(tickets.envelope(replied.ticket()), replied.message(), replied.by(), replied.at());
  }

  void on(@Observes TicketEvent.Resolved resolved) {
    outbox.act(Kind.RESOLVED, tickets.envelope(resolved.ticket()), resolved.by(), resolved.at());
  }
}
