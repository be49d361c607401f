package it.sportello.notifications;

/** Somebody else has changed the mailbox since its form was shown. */
public final class MailboxChanged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MailboxChanged(MailboxId id) {
    super("mailbox " + id + " was changed meanwhile");
  }
}
