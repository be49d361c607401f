package it.sportello.contacts;

import java.util.Set;

/** What the registry knows of an email address. */
public sealed interface Sender {
  /**
   * A registered person of exactly one platform.
   *
   * @param language the person's
   */
  record Registered(ContactId contact, PlatformId platform, Language language) implements Sender {}

  /**
   * Nobody by name, but the domain is registered for exactly one platform.
   *
   * @param language the platform's
   */
  record OfDomain(PlatformId platform, Language language) implements Sender {}

  /** Registered for several platforms: an agent has to choose. */
  record Ambiguous(Set<PlatformId> platforms) implements Sender {}

  /** Neither the address nor its domain is registered. */
  record Unknown() implements Sender {}
}
