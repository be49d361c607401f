package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * @param kind OPENED, SCREENED, TAKEN, REPLIED, ASKED, RESUMED, NOTED, CUSTOMER_WROTE, RESOLVED,
 *     REOPENED, MERGED (into another), ABSORBED (another) or TERMS_APPLIED
 * @param by empty when it was not an agent
 * @param detail the severity, the reason of the waiting, the other ticket's number or the level's
 *     short name; else empty
 */
public record HistoryEntry(Instant at, String kind, Optional<AgentId> by, String detail) {}
