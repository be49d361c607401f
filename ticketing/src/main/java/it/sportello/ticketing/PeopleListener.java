package it.sportello.ticketing;

import it.sportello.contacts.ContactEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Hears that people became one, or are to be forgotten. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class PeopleListener {
  @Inject PersonalData people;

  void on(@Observes ContactEvent.ContactMerged e) {
    people.merge(e.from(), e.into());
  }

  void on(@Observes ContactEvent.ContactErased e) {
    people.erase(e.contact());
  }
}
