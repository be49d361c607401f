package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;

/** Opens mailboxes, with a password or with an access token. */
@ApplicationScoped
class Doorway {
  @Inject AccessTokens tokens;

  ImapMailbox open(MailboxKey key, GuardedSockets sockets, Duration patience)
      throws MessagingException, IOException {
    if (key.signIn() == Mailbox.SignIn.PASSWORD) {
      return new ImapMailbox(key, key.secret(), sockets, patience);
    }
    String token = tokens.token(key.server());
    try {
      return new ImapMailbox(key, token, sockets, patience);
    } catch (AuthenticationFailedException e) {
      // It may have been revoked before its time; a new one is refused for good reasons.
      return new ImapMailbox(key, tokens.another(key.server()), sockets, patience);
    }
  }
}
