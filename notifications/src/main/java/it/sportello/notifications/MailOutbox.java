package it.sportello.notifications;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.EntitlementEvent;
import it.sportello.notifications.words.Kind;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.TicketEvent;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

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
    reply(Kind.REPLY, replied.ticket(), replied.message(), replied.by(), replied.at());
  }

  /** A question is a reply; what is waited for is written in it. */
  void on(@Observes TicketEvent.Asked asked) {
    reply(Kind.ASKED, asked.ticket(), asked.message(), asked.by(), asked.at());
  }

  /** Only its own people: those of merged tickets did not write. */
  void on(@Observes TicketEvent.Reopened reopened) {
    outbox.reopened(tickets.envelope(reopened.ticket()), reopened.at());
  }

  void on(@Observes TicketEvent.Resolved resolved) {
    tickets
        .envelopes(resolved.ticket())
        .forEach(to -> outbox.act(Kind.RESOLVED, to, resolved.by(), resolved.at()));
  }

  /** To those of merged tickets as well, each under the number they know. */
  private void reply(Kind kind, TicketId ticket, MessageId message, AgentId by, Instant at) {
    tickets.envelopes(ticket).forEach(to -> outbox.reply(kind, to, message, by, at));
  }
}
