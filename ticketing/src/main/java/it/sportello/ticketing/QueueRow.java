package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.PlatformId;
import java.time.Instant;
import java.util.Optional;

/**
 * A ticket in a list; its people are looked up by ids, once for a page.
 *
 * @param firstWords of the request, at most 160 characters on one line
 * @param waitsFor what the desk waits for, from the customer
 */
public record QueueRow(
    TicketId id,
    PlatformId platform,
    Optional<ContactId> requester,
    String subject,
    String firstWords,
    Channel channel,
    Status status,
    Severity severity,
    Priority priority,
    String level,
    long levelVersion,
    Optional<AgentId> assignee,
    Instant received,
    Deadline next,
    PromiseKind nextKind,
    Optional<WaitReason> waitsFor) {}
