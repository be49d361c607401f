package it.sportello.notifications;

import java.time.Instant;

/** What this module announces. */
public sealed interface MailEvent {
  /** A mail could not become a message of a ticket and waits for a person. */
  record Quarantined(long entry, Reason reason, Instant at) implements MailEvent {}
}
