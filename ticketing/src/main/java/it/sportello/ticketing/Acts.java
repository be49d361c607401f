package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every command does: lock the ticket first, write what happened, announce it, all in the
 * command's transaction.
 */
@ApplicationScoped
class Acts {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Ledger ledger;
  @Inject Attachments attachments;
  @Inject Event<TicketEvent> events;

  static AgentId agent(Scope scope, String act) {
    if (scope instanceof Scope.Staff staff) {
      return staff.agent();
    }
    throw new NotAllowed(act);
  }

  /** The lock of the ticket comes before every other lock. */
  Ticket locked(Scope scope, TicketId number) {
    Sight sight = Sight.of(scope);
    var query =
        em.createNativeQuery(
            "select t.* from ticketing.ticket t where t.id = :id and "
                + sight.condition()
                + " for update",
            Ticket.class);
    sight.and(Map.of("id", number.value())).forEach(query::setParameter);
    @SuppressWarnings("unchecked")
    List<Ticket> found = query.getResultList();
    return found.stream().findFirst().orElseThrow(() -> new TicketNotFound(number));
  }

  /** A public reply and, on a ticket that nobody has, the taking in charge; empty for a repeat. */
  Optional<MessageId> replied(Ticket ticket, AgentId by, Answer answer, Instant now) {
    ticket.refuseIfMerged();
    Optional<MessageId> message =
        written(ticket, Words.of(MessageView.Kind.AGENT, by, answer, now), answer.attachments());
    message.ifPresent(id -> ticket.replied(by, now).ifPresent(this::taken));
    return message;
  }

  /**
   * A message moves the version also where it changes no state: whoever reads along must see it.
   */
  Optional<MessageId> written(Ticket ticket, Words words, List<AttachmentId> files) {
    Optional<MessageId> message = ledger.write(ticket, words, clock.now());
    message.ifPresent(
        id -> {
          attachments.bind(words.origin(), files, id);
          moved(ticket);
        });
    return message;
  }

  void moved(Ticket ticket) {
    em.lock(ticket, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
  }

  void taken(TicketEvent.TakenInCharge taken) {
    ledger.tell(taken.ticket(), taken.at(), "TAKEN", Optional.of(taken.by()), "");
    announce(taken);
  }

  /** Who hears of a fact reads the ticket as the fact left it. */
  void announce(TicketEvent fact) {
    em.flush();
    events.fire(fact);
  }
}
