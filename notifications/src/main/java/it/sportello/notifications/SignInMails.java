package it.sportello.notifications;

import it.sportello.contacts.DeskClock;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Mails by which customers sign in. */
@ApplicationScoped
@Transactional
public class SignInMails {
  @Inject Outbox outbox;
  @Inject DeskClock clock;

  /**
   * Asks for a link to be mailed. One row is written whoever asks, so neither the answer nor the
   * time it takes tells whether the address is registered; a link is made when the mail is, for a
   * registered address only.
   */
  public void send(EmailAddress address, Language language) {
    outbox.signIn(address, language, clock.now());
  }
}
