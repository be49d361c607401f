package it.sportello.ticketing;

/**
 * What the entitlements grant a ticket: what the queue sorts by.
 *
 * @param level the short name of the level, such as {@code priority}
 * @param levelVersion the immutable version of the level that the ticket is under
 * @param next the earliest promise that runs and is not kept; {@link Deadline#NEVER} when there is
 *     none
 * @param nextKind what {@code next} is about
 */
public record QueueTerms(
    String level, long levelVersion, Priority priority, Deadline next, PromiseKind nextKind) {}
