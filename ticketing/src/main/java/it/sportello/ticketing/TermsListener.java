package it.sportello.ticketing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Stores on the ticket what the queue sorts by. */
@ApplicationScoped
class TermsListener {
  @Inject Ledger ledger;

  @Transactional(Transactional.TxType.MANDATORY)
  void on(@Observes TermsGranted granted) {
    ledger.grant(granted.ticket(), granted.terms());
  }
}
