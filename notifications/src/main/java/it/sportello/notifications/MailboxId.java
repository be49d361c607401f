package it.sportello.notifications;

/** A mailbox that the desk reads, or has read. */
public record MailboxId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
