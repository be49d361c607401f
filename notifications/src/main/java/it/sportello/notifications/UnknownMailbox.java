package it.sportello.notifications;

/** There is no such mailbox, or it was removed. */
public final class UnknownMailbox extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownMailbox(MailboxId id) {
    super("mailbox " + id + " is not there");
  }
}
