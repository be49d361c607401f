package it.sportello.contacts;

import java.util.Set;

/**
 * What a caller may see and do. Every query and command of the other modules takes one and filters
 * in SQL. Made by {@link Rights}; {@link Desk} is for the desk's own jobs and for intake.
 */
public sealed interface Scope {
  /** No ticket at all. */
  record Nothing() implements Scope {}

  /** The desk itself. */
  record Desk() implements Scope {}

  /** Every ticket, acting as this agent. */
  record Staff(AgentId agent, Set<Role> roles) implements Scope {}

  /** Every ticket and the trail of acts, for reading alone. */
  record Auditor(AgentId agent) implements Scope {}

  /** Every ticket, read and opened by a program; what else it may do stands in its roles. */
  record Integration(IntegrationId integration, Set<Role> roles) implements Scope {}

  /**
   * @param whole platforms of which all tickets are visible
   * @param own platforms of which only the contact's own tickets are
   */
  record Customer(ContactId contact, Set<PlatformId> whole, Set<PlatformId> own) implements Scope {}

  /** Whether levels, contracts and calendars may be looked through and changed. */
  default boolean administers() {
    return this instanceof Staff staff && staff.roles().contains(Role.ADMINISTRATOR)
        || this instanceof Integration program && program.roles().contains(Role.ADMINISTRATOR);
  }

  /** Whether the trail of acts may be looked through. */
  default boolean audits() {
    return administers()
        || this instanceof Auditor
        || this instanceof Staff staff && staff.roles().contains(Role.AUDITOR)
        || this instanceof Integration program && program.roles().contains(Role.AUDITOR);
  }

  /** Whether every ticket is in sight. */
  default boolean everything() {
    return this instanceof Desk
        || this instanceof Staff
        || this instanceof Auditor
        || this instanceof Integration;
  }
}
