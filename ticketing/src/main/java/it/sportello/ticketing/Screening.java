package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** What an agent finds out about a ticket: how bad it is, and what only the customer can tell. */
@ApplicationScoped
@Transactional
public class Screening {
  @Inject DeskClock clock;
  @Inject Ledger ledger;
  @Inject Acts acts;

  /**
   * Sets the severity; it is no acceptance. Nothing happens when it was set to the same before.
   *
   * @throws IllegalTransition when the ticket is resolved
   */
  public void screen(Scope scope, TicketId number, Severity severity) {
    AgentId by = Acts.agent(scope, "screen");
    Ticket ticket = acts.locked(scope, number);
    ticket
        .screen(severity, by, clock.now())
        .ifPresent(
            screened -> {
              ledger.tell(number, screened.at(), "SCREENED", Optional.of(by), severity.name());
              acts.announce(screened);
            });
  }

  /**
   * A public reply after which the desk waits for the customer. On a ticket that is in nobody's
   * charge it is the taking in charge too.
   *
   * @return the first message, when this one is its repeat
   * @throws IllegalTransition when the ticket is resolved
   * @throws AlreadyMerged when it goes on in another ticket
   * @throws OriginReused when the key came before with another fingerprint or ticket
   */
  public MessageId ask(Scope scope, TicketId number, Answer question, WaitReason reason) {
    AgentId by = Acts.agent(scope, "ask");
    Instant now = clock.now();
    Ticket ticket = acts.locked(scope, number);
    Optional<MessageId> message = acts.replied(ticket, by, question, now);
    message.ifPresent(
        id -> {
          TicketEvent.Asked asked = ticket.ask(id, reason, by, now);
          ledger.tell(number, now, "ASKED", Optional.of(by), reason.name());
          acts.announce(asked);
        });
    return message.orElseGet(() -> ledger.written(question.origin(), number));
  }

  /** Waits no longer; nothing happens when nothing was waited for. */
  public void resume(Scope scope, TicketId number) {
    AgentId by = Acts.agent(scope, "resume");
    Ticket ticket = acts.locked(scope, number);
    ticket
        .resume(by, clock.now())
        .ifPresent(
            resumed -> {
              ledger.tell(number, resumed.at(), "RESUMED", Optional.of(by), "");
              acts.announce(resumed);
            });
  }
}
