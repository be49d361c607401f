package it.sportello.entitlements;

import it.sportello.ticketing.TicketEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.List;

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
  @Inject TermsChanges terms;
  @Inject Event<EntitlementEvent> events;

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Opened e) {
    open(e);
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Screened e) {
    terms.append(e.ticket(), Fact.screened(e.severity(), e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.TakenInCharge e) {
    terms.append(e.ticket(), Fact.takenInCharge(e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Replied e) {
    terms.append(e.ticket(), Fact.answered(e.message(), e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Asked e) {
    terms.append(e.ticket(), Fact.asked(e.message(), e.reason(), e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Resumed e) {
    terms.append(e.ticket(), Fact.resumed(e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.CustomerWrote e) {
    terms.append(e.ticket(), Fact.customerWrote(e.message(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Resolved e) {
    terms.append(e.ticket(), Fact.resolved(e.by(), e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Reopened e) {
    terms.append(e.ticket(), Fact.reopened(e.at()));
  }

  @Transactional(TxType.MANDATORY)
  void on(@Observes TicketEvent.Merged e) {
    merge(e);
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
    terms.grant(e.ticket(), clocks);
    events.fire(new EntitlementEvent.PromiseMade(e.ticket(), promise, level.zone(), receipt.at()));
  }

  /** The story of the merged ticket goes into the ledger of the other before the merge itself. */
  private void merge(TicketEvent.Merged e) {
    List<Fact> facts = new ArrayList<>();
    Story.of(ledger.facts(e.ticket())).forEach(fact -> facts.add(fact.of(e.ticket())));
    facts.add(Fact.merged(e.ticket(), e.by(), e.at()));
    terms.append(e.ticket(), Fact.duplicate(e.into(), e.by(), e.at()));
    terms.append(e.into(), facts.toArray(Fact[]::new));
  }
}
