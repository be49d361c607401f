package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * @param kind OPENED, TAKEN, REPLIED, NOTED, CUSTOMER_WROTE, RESOLVED or REOPENED
 * @param by empty when it was not an agent
 */
public record HistoryEntry(Instant at, String kind, Optional<AgentId> by) {}
