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
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a ticket. Every command locks the ticket first, changes it, writes what happened and
 * announces it, all in one transaction.
 *
 * <p>Whoever may not see a ticket is told {@link TicketNotFound}; whoever sees it and may not act,
 * {@link NotAllowed}.
 */
@ApplicationScoped
@Transactional
public class Tickets {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Ledger ledger;
  @Inject Attachments attachments;
  @Inject Reading reading;
  @Inject Event<TicketEvent> events;

  /**
   * Stores the request and announces it. Without a severity from a screening it is normal.
   *
   * @throws OriginReused when the key came before with another fingerprint
   * @throws AttachmentNotFound when an attachment is not one that this origin has staged
   */
  public Opening open(NewTicket request) {
    Optional<Ledger.Opened> first = ledger.open(request, Severity.NORMAL, clock.now());
    if (first.isEmpty()) {
      return new Opening(ledger.opened(request.origin()), true);
    }
    TicketId ticket = first.get().ticket();
    attachments.bind(request.origin(), request.attachments(), first.get().request());
    events.fire(
        new TicketEvent.Opened(
            ticket, request.platform(), request.channel(), Severity.NORMAL, request.received()));
    return new Opening(ticket, false);
  }

  /** Whether this origin has opened a ticket before; it checks no right. */
  public boolean isRepeat(Origin origin) {
    return ledger.knows(origin);
  }

  /**
   * By the button. Nothing happens when the same agent has it already.
   *
   * @throws AlreadyTaken when another agent was first
   * @throws IllegalTransition when the ticket is resolved
   */
  public void takeInCharge(Scope scope, TicketId number) {
    AgentId by = agent(scope, "take");
    Ticket ticket = locked(scope, number);
    ticket.takeInCharge(by, clock.now()).ifPresent(this::taken);
  }

  /**
   * A public reply; on a ticket that is in nobody's charge it is the taking in charge too.
   *
   * @return the first reply, when this one is its repeat
   * @throws OriginReused when the key came before with another fingerprint or ticket
   */
  public MessageId reply(Scope scope, TicketId number, Answer answer) {
    AgentId by = agent(scope, "reply");
    Instant now = clock.now();
    Ticket ticket = locked(scope, number);
    Optional<MessageId> message =
        written(ticket, Words.of(MessageView.Kind.AGENT, by, answer, now), answer.attachments());
    message.ifPresent(
        id -> {
          ticket.replied(by, now).ifPresent(this::taken);
          ledger.tell(number, now, "REPLIED", Optional.of(by));
          announce(new TicketEvent.Replied(number, id, by, now));
        });
    return message.orElseGet(() -> ledger.written(answer.origin(), number));
  }

  /** For colleagues only: no customer ever sees it, no clock hears of it. */
  public MessageId note(Scope scope, TicketId number, Answer answer) {
    AgentId by = agent(scope, "note");
    Instant now = clock.now();
    Ticket ticket = locked(scope, number);
    Optional<MessageId> message =
        written(ticket, Words.of(MessageView.Kind.NOTE, by, answer, now), answer.attachments());
    message.ifPresent(id -> ledger.tell(number, now, "NOTED", Optional.of(by)));
    return message.orElseGet(() -> ledger.written(answer.origin(), number));
  }

  /**
   * @throws IllegalTransition when it is resolved already
   */
  public void resolve(Scope scope, TicketId number) {
    AgentId by = agent(scope, "resolve");
    Ticket ticket = locked(scope, number);
    TicketEvent.Resolved resolved = ticket.resolve(by, clock.now());
    ledger.tell(number, resolved.at(), "RESOLVED", Optional.of(by));
    announce(resolved);
  }

  /**
   * A further message of the customer, by mail or by hand; it reopens a resolved ticket, unless a
   * machine wrote it.
   *
   * @return the first message, when this one is its repeat
   * @throws OriginReused when the key came before with another fingerprint or ticket
   */
  public MessageId customerWrote(Scope scope, TicketId number, CustomerMessage message) {
    Ticket ticket = locked(scope, number);
    Optional<MessageId> id = written(ticket, Words.of(message), message.attachments());
    if (id.isEmpty()) {
      return ledger.written(message.origin(), number);
    }
    if (!message.automatic()) {
      ledger.tell(number, message.received(), "CUSTOMER_WROTE", Optional.empty());
      ticket.customerWrote(message.received()).ifPresent(this::reopened);
      announce(new TicketEvent.CustomerWrote(number, id.get(), message.received()));
    }
    return id.get();
  }

  /** Without notes and internal history for a customer. */
  public TicketView view(Scope scope, TicketId number) {
    return reading.view(scope, number);
  }

  /** For the desk itself; it checks no right. */
  public Envelope envelope(TicketId number) {
    return reading.envelope(number);
  }

  /** The plain text of a message, for the desk itself; it checks no right. */
  public String messageText(MessageId message) {
    return reading.text(message);
  }

  /** The agent who wrote a message; empty when a customer did. */
  public Optional<AgentId> author(MessageId message) {
    return reading.author(message);
  }

  private static AgentId agent(Scope scope, String act) {
    if (scope instanceof Scope.Staff staff) {
      return staff.agent();
    }
    throw new NotAllowed(act);
  }

  /** The lock of the ticket comes before every other lock. */
  private Ticket locked(Scope scope, TicketId number) {
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

  /**
   * A message moves the version also where it changes no state: whoever reads along must see it.
   */
  private Optional<MessageId> written(Ticket ticket, Words words, List<AttachmentId> files) {
    Optional<MessageId> message = ledger.write(ticket, words, clock.now());
    message.ifPresent(
        id -> {
          attachments.bind(words.origin(), files, id);
          em.lock(ticket, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
        });
    return message;
  }

  private void taken(TicketEvent.TakenInCharge taken) {
    ledger.tell(taken.ticket(), taken.at(), "TAKEN", Optional.of(taken.by()));
    announce(taken);
  }

  private void reopened(TicketEvent.Reopened reopened) {
    ledger.tell(reopened.ticket(), reopened.at(), "REOPENED", Optional.empty());
    announce(reopened);
  }

  /** Who hears of a fact reads the ticket as the fact left it. */
  private void announce(TicketEvent fact) {
    em.flush();
    events.fire(fact);
  }
}
