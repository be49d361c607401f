package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
  @Inject DeskClock clock;
  @Inject Ledger ledger;
  @Inject Attachments attachments;
  @Inject Reading reading;
  @Inject Acts acts;
  @Inject Merges merges;
  @Inject Event<TicketEvent> events;

  /**
   * Stores the request and announces it.
   *
   * @param terms what is granted to it from the beginning; repeats keep what the first one got
   * @throws OriginReused when the key came before with another fingerprint
   * @throws AttachmentNotFound when an attachment is not one that this origin has staged
   */
  public Opening open(NewTicket request, Severity severity, QueueTerms terms) {
    Optional<Ledger.Opened> first = ledger.open(request, severity, terms, clock.now());
    if (first.isEmpty()) {
      return new Opening(ledger.opened(request.origin()), true);
    }
    TicketId ticket = first.get().ticket();
    attachments.bind(request.origin(), request.attachments(), first.get().request());
    events.fire(
        new TicketEvent.Opened(
            ticket, request.platform(), request.channel(), severity, request.received()));
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
    AgentId by = Acts.agent(scope, "take");
    Ticket ticket = acts.locked(scope, number);
    ticket.takeInCharge(by, clock.now()).ifPresent(acts::taken);
  }

  /**
   * A public reply; on a ticket that is in nobody's charge it is the taking in charge too.
   *
   * @return the first reply, when this one is its repeat
   * @throws AlreadyMerged when the ticket goes on in another one
   * @throws OriginReused when the key came before with another fingerprint or ticket
   */
  public MessageId reply(Scope scope, TicketId number, Answer answer) {
    AgentId by = Acts.agent(scope, "reply");
    Instant now = clock.now();
    Ticket ticket = acts.locked(scope, number);
    Optional<MessageId> message = acts.replied(ticket, by, answer, now);
    message.ifPresent(
        id -> {
          ledger.tell(number, now, "REPLIED", Optional.of(by), "");
          acts.announce(new TicketEvent.Replied(number, id, by, now));
        });
    return message.orElseGet(() -> ledger.written(answer.origin(), number));
  }

  /**
   * For colleagues only: no customer ever sees it, no clock hears of it.
   *
   * @throws AlreadyMerged when the ticket goes on in another one
   */
  public MessageId note(Scope scope, TicketId number, Answer answer) {
    AgentId by = Acts.agent(scope, "note");
    Instant now = clock.now();
    Ticket ticket = acts.locked(scope, number);
    ticket.refuseIfMerged();
    Optional<MessageId> message =
        acts.written(
            ticket, Words.of(MessageView.Kind.NOTE, by, answer, now), answer.attachments());
    message.ifPresent(id -> ledger.tell(number, now, "NOTED", Optional.of(by), ""));
    return message.orElseGet(() -> ledger.written(answer.origin(), number));
  }

  /**
   * @throws IllegalTransition when it is resolved already
   */
  public void resolve(Scope scope, TicketId number) {
    AgentId by = Acts.agent(scope, "resolve");
    Ticket ticket = acts.locked(scope, number);
    TicketEvent.Resolved resolved = ticket.resolve(by, clock.now());
    ledger.tell(number, resolved.at(), "RESOLVED", Optional.of(by), "");
    acts.announce(resolved);
  }

  /**
   * A further message of the customer, by mail or by hand; it reopens a resolved ticket and ends
   * the waiting, unless a machine wrote it. To a merged ticket it lands in the one that goes on.
   *
   * @return the first message, when this one is its repeat
   * @throws OriginReused when the key came before with another fingerprint or ticket
   */
  public MessageId customerWrote(Scope scope, TicketId number, CustomerMessage message) {
    Ticket ticket = merges.landing(scope, number);
    Optional<MessageId> id = acts.written(ticket, Words.of(message), message.attachments());
    if (id.isEmpty()) {
      return ledger.written(message.origin(), ticket.id());
    }
    if (!message.automatic()) {
      ledger.tell(ticket.id(), message.received(), "CUSTOMER_WROTE", Optional.empty(), "");
      ticket.customerWrote(message.received()).ifPresent(this::reopened);
      acts.announce(new TicketEvent.CustomerWrote(ticket.id(), id.get(), message.received()));
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

  /**
   * Everybody who hears about a ticket: its own envelope first, then those of the tickets merged
   * into it, each address once. For the desk itself; it checks no right.
   */
  public List<Envelope> envelopes(TicketId number) {
    return reading.envelopes(number);
  }

  /** The plain text of a message, for the desk itself; it checks no right. */
  public String messageText(MessageId message) {
    return reading.text(message);
  }

  /** The agent who wrote a message; empty when a customer did. */
  public Optional<AgentId> author(MessageId message) {
    return reading.author(message);
  }

  /**
   * Locks tickets before the clocks of the entitlements are written; it checks no right.
   *
   * @param numbers unknown ones are passed over
   */
  public void hold(Collection<TicketId> numbers) {
    ledger.lock(numbers);
  }

  /** Tells the history that the terms of another level version apply; it checks no right. */
  public void termsApplied(TicketId number, String level, Optional<AgentId> by, Instant at) {
    ledger.tell(number, at, "TERMS_APPLIED", by, level);
  }

  private void reopened(TicketEvent.Reopened reopened) {
    ledger.tell(reopened.ticket(), reopened.at(), "REOPENED", Optional.empty(), "");
    acts.announce(reopened);
  }
}
