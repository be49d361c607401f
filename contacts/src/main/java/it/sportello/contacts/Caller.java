package it.sportello.contacts;

import java.util.Set;

/** Who stands before the counter, once proved. {@link Rights} says what that is worth. */
public sealed interface Caller {
  /** Nobody yet. */
  record Anonymous() implements Caller {}

  record Staff(AgentId id, String name, Language language, Set<Role> roles) implements Caller {}

  record Customer(ContactId id, String name, Language language) implements Caller {}

  /**
   * @param roles what a program was given besides reading and opening tickets; usually nothing
   */
  record Integration(IntegrationId id, String name, Set<Role> roles) implements Caller {}
}
