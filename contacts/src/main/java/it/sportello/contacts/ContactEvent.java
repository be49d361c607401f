package it.sportello.contacts;

import java.time.Instant;

/** What this module announces. */
public sealed interface ContactEvent {
  /** A platform was registered for the first time. */
  record PlatformRegistered(PlatformId platform, Instant at) implements ContactEvent {}
}
