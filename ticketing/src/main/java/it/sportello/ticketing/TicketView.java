package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One ticket as its reader may see it.
 *
 * @param level empty and {@code levelVersion} 0 as long as nothing was granted
 * @param version changes with every act upon the ticket, not with its terms: forms carry it
 * @param screened whether an agent has set the severity
 * @param waitsFor what the desk waits for, from the customer
 * @param mergedInto the ticket in which this one goes on
 * @param messages oldest first, with those of the tickets merged into this one; without notes for a
 *     customer
 * @param history oldest first; without internal entries for a customer
 */
public record TicketView(
    TicketId id,
    String subject,
    Status status,
    Channel channel,
    PlatformId platform,
    Optional<ContactId> requester,
    EmailAddress answerTo,
    Language language,
    Impact impact,
    Severity severity,
    boolean screened,
    Priority priority,
    String level,
    long levelVersion,
    Reference reference,
    Instant received,
    Optional<AgentId> assignee,
    Optional<WaitReason> waitsFor,
    Optional<TicketId> mergedInto,
    Deadline next,
    PromiseKind nextKind,
    long version,
    List<MessageView> messages,
    List<HistoryEntry> history) {}
