package it.sportello.contacts;

import java.time.Instant;

/** What this module announces. */
public sealed interface ContactEvent {
  /** A platform was registered for the first time. */
  record PlatformRegistered(PlatformId platform, Instant at) implements ContactEvent {}

  /**
   * A platform belongs to another product of the vendor's from now on.
   *
   * @param product empty for none
   */
  record PlatformAssigned(PlatformId platform, String product, Instant at)
      implements ContactEvent {}

  /** The owner of an address is to be asked whether it is theirs. */
  record OwnerAsked(long claim, PlatformId platform, Instant at) implements ContactEvent {}

  /** A platform's own people have changed its list of contacts. */
  record ListChanged(long change, PlatformId platform, Instant at) implements ContactEvent {}

  /**
   * Who has an address is to be told what was done to their registration, there: the list may know
   * the address no more.
   */
  record OwnerToBeTold(
      long change, PlatformId platform, String address, Language language, Instant at)
      implements ContactEvent {}

  /** A member of the staff wants to have another address, where its owner is to be asked. */
  record MemberAsked(AgentId member, Instant at) implements ContactEvent {}

  /** A member of the staff has another address from now on, and is told so at the old one. */
  record MemberMoved(AgentId member, String old, Language language, Instant at)
      implements ContactEvent {}

  /** Two registrations were one person's: from now on {@code into} is meant wherever either was. */
  record ContactMerged(ContactId from, ContactId into, Instant at) implements ContactEvent {}

  /**
   * A person is to be forgotten. Announced before the registry forgets them, so that who listens
   * can still ask it what to look for.
   */
  record ContactErased(ContactId contact, Instant at) implements ContactEvent {}
}
