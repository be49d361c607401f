package it.sportello.notifications;

import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries whether a sender's relay lets us in, before or after it is saved: the line, the
 * certificate, the sign-in. No mail is sent, and nothing that the server says is shown.
 */
@ApplicationScoped
public class SenderTrial {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Inject SenderAccounts accounts;
  @Inject AccessTokens tokens;

  /** How long the server may say nothing. */
  Duration patience = PATIENCE;

  /**
   * @param id of the sender that {@code draft} changes, whose secrets are used where none are given
   * @return what is in the way; empty when a mail could be handed over
   * @throws it.sportello.contacts.NotPermitted unless the caller administers
   * @throws it.sportello.contacts.InvalidEntry with every fault of the draft
   */
  public Optional<ServerTrouble> of(Scope by, Optional<SenderId> id, SenderDraft draft) {
    RelayKey key = accounts.key(by, id, draft);
    try (SmtpRelay relay = new SmtpRelay(key, tokens, new GuardedSockets(LONGEST), patience)) {
      relay.connect();
      return draft.signsIn() && !relay.knowsSignIn()
          ? Optional.of(ServerTrouble.NO_SIGN_IN)
          : Optional.empty();
    } catch (MessagingException | IllegalStateException e) {
      return Optional.of(ServerTrouble.of(e));
    }
  }
}
