package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.QueueTerms;
import it.sportello.ticketing.TermsGranted;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes facts and grants what follows from them, in the transaction of whoever calls. */
@ApplicationScoped
class TermsChanges {
  @Inject Ledger ledger;
  @Inject LevelStore levels;
  @Inject Tickets tickets;
  @Inject Event<TermsGranted> events;

  /**
   * Puts a ticket under another version, of the same level or another: what runs is counted anew
   * from the same start, what has ended stays as it ended. Locks the ticket and tells its history.
   * Nothing happens to a ticket that is under this version already.
   *
   * @param by empty when no person did
   * @throws UnknownLevel when there is no such version
   * @throws it.sportello.ticketing.TicketNotFound when the ticket has no ledger
   */
  void apply(TicketId ticket, long levelVersion, Optional<AgentId> by, Instant at) {
    LevelVersion applied = levels.version(levelVersion);
    tickets.hold(List.of(ticket));
    if (ledger.clocks(ticket).level().id() == levelVersion) {
      return;
    }
    append(ticket, Fact.versionApplied(levelVersion, by, at));
    tickets.termsApplied(ticket, applied.code(), by, at);
  }

  /** Tells the ticket only what has changed for it. */
  void append(TicketId ticket, Fact... facts) {
    Ledger.Change change = ledger.append(ticket, List.of(facts));
    QueueTerms after = terms(change.after());
    if (!after.equals(terms(change.before()))) {
      events.fire(new TermsGranted(ticket, after));
    }
  }

  void grant(TicketId ticket, Clocks clocks) {
    events.fire(new TermsGranted(ticket, terms(clocks)));
  }

  static QueueTerms terms(Clocks clocks) {
    Optional<ClockRun> next = clocks.next();
    return new QueueTerms(
        clocks.level().code(),
        clocks.level().id(),
        clocks.priority(),
        next.map(ClockRun::due).orElse(Deadline.NEVER),
        next.map(ClockRun::kind).orElse(PromiseKind.NONE));
  }
}
