package it.sportello.contacts;

import java.util.Set;

/** What the registry knows of an email address. */
public sealed interface Sender {
  /** A registered person of exactly one platform. */
  record Registered(ContactId contact, PlatformId platform) implements Sender {}

  /** Nobody by name, but the domain is registered for exactly one platform. */
  record OfDomain(PlatformId platform) implements Sender {}

  /** Registered for several platforms: an agent has to choose. */
  record Ambiguous(Set<PlatformId> platforms) implements Sender {}

  /** Neither the address nor its domain is registered. */
  record Unknown() implements Sender {}
}
