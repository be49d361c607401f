package it.sportello.entitlements;

import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TermsGranted;
import it.sportello.ticketing.TicketEvent;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;

/**
 * Grants terms to each new ticket and keeps its clocks by what happens to it. Total: no contract
 * means the base level, and a calendar that fails makes a promise that is due at once, never a
 * ticket that cannot be opened.
 */
@ApplicationScoped
class TermsDesk {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Contracts contracts;
  @Inject Ledger ledger;
  @Inject Event<TermsGranted> terms;
  @Inject Event<EntitlementEvent> events;

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Opened e) {
    open(e);
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.TakenInCharge e) {
    append(e.ticket(), Fact.act(Fact.Kind.TAKEN_IN_CHARGE, e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Replied e) {
    append(e.ticket(), Fact.answered(e.message(), e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.CustomerWrote e) {
    append(e.ticket(), Fact.customerWrote(e.message(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Resolved e) {
    append(e.ticket(), Fact.act(Fact.Kind.RESOLVED, e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Reopened e) {
    append(e.ticket(), Fact.reopened(e.at()));
  }

  private void open(TicketEvent.Opened e) {
    Entitlement entitled = contracts.of(e.platform(), e.at());
    LevelVersion level = entitled.level();
    Fact receipt = Fact.received(e.at(), level.id(), e.severity());
    Clocks clocks = Clocks.of(List.of(receipt), version -> level);
    Promise promise = clocks.promise();
    boolean lapsed = entitled.lapsed().isPresent();
    em.persist(new Granted(e.ticket(), e.platform(), level.id(), lapsed, promise));
    ledger.open(e.ticket(), receipt, clocks);
    grant(e.ticket(), clocks);
    events.fire(new EntitlementEvent.PromiseMade(e.ticket(), promise, level.zone(), receipt.at()));
  }

  private void append(TicketId ticket, Fact fact) {
    Ledger.Change change = ledger.append(ticket, fact);
    if (change.ofTheNext()) {
      grant(ticket, change.after());
    }
  }

  private void grant(TicketId ticket, Clocks clocks) {
    Optional<ClockRun> next = clocks.next();
    terms.fire(
        new TermsGranted(
            ticket,
            clocks.level().code(),
            clocks.level().id(),
            clocks.priority(),
            next.map(ClockRun::due).orElse(Deadline.NEVER),
            next.map(ClockRun::kind).orElse(PromiseKind.NONE)));
  }
}
