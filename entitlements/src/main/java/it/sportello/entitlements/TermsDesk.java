package it.sportello.entitlements;

import it.sportello.ticketing.TicketEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.List;

/** Keeps the clocks of each ticket by what happens to it. */
@ApplicationScoped
class TermsDesk {
  @Inject Ledger ledger;
  @Inject TermsChanges terms;

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

  /** The story of the merged ticket goes into the ledger of the other before the merge itself. */
  private void merge(TicketEvent.Merged e) {
    List<Fact> facts = new ArrayList<>();
    Story.of(ledger.facts(e.ticket())).forEach(fact -> facts.add(fact.of(e.ticket())));
    facts.add(Fact.merged(e.ticket(), e.by(), e.at()));
    terms.append(e.ticket(), Fact.duplicate(e.into(), e.by(), e.at()));
    terms.append(e.into(), facts.toArray(Fact[]::new));
  }
}
