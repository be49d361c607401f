package it.sportello.notifications;

import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries whether a mailbox can be opened, before or after it is saved: the line, the certificate,
 * the sign-in, the folder. Nothing is read or changed, and nothing that the server says is shown.
 */
@ApplicationScoped
public class MailboxTrial {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Inject MailboxAccounts accounts;
  @Inject Doorway door;

  /** How long the server may say nothing. */
  Duration patience = PATIENCE;

  /**
   * @param id of the mailbox that {@code draft} changes, whose secrets are used where none are
   *     given
   * @return what is in the way; empty when it can be opened
   * @throws it.sportello.contacts.NotPermitted unless the caller administers
   * @throws it.sportello.contacts.InvalidEntry with every fault of the draft
   */
  public Optional<ServerTrouble> of(Scope by, Optional<MailboxId> id, MailboxDraft draft) {
    MailboxKey key = accounts.key(by, id, draft);
    try (ImapMailbox opened = door.open(key, new GuardedSockets(LONGEST), patience)) {
      return Optional.empty();
    } catch (MessagingException | IOException | IllegalStateException e) {
      return Optional.of(ServerTrouble.of(e));
    }
  }
}
