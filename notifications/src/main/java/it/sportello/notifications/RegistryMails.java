package it.sportello.notifications;

import it.sportello.contacts.Claims;
import it.sportello.contacts.ContactEvent;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.ListChanges;
import it.sportello.contacts.Recipient;
import it.sportello.notifications.words.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Turns what happens to a platform's list of contacts into mails, in the fact's transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class RegistryMails {
  @Inject Outbox outbox;
  @Inject Claims claims;
  @Inject ListChanges changes;

  void on(@Observes ContactEvent.OwnerAsked e) {
    claims
        .recipient(e.claim())
        .ifPresent(to -> outbox.registry(Kind.CONFIRM, e.claim(), e.platform(), to, e.at()));
  }

  void on(@Observes ContactEvent.ListChanged e) {
    changes
        .recipients(e.change())
        .forEach(to -> outbox.registry(Kind.LIST, e.change(), e.platform(), to, e.at()));
  }

  void on(@Observes ContactEvent.OwnerToBeTold e) {
    Recipient to = new Recipient(new EmailAddress(e.address()), e.language());
    outbox.registry(Kind.OWNER, e.change(), e.platform(), to, e.at());
  }
}
