package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.WaitReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One line of a ticket's ledger: what happened that the clocks depend on. To the microsecond, as it
 * is stored.
 *
 * @param at the instant that counts: a customer's message counts from its receipt
 * @param by empty for a customer's act, and for what the desk did by itself
 * @param levelVersion of a receipt and of a version applied
 * @param severity of a receipt and of a screening
 * @param reason of a question
 * @param resolution of a resolution
 * @param other of a merge the ticket that came in, of a duplicate the one in which it goes on
 * @param of the merged ticket on which it happened; empty for the ticket's own
 */
record Fact(
    Kind kind,
    Instant at,
    Optional<AgentId> by,
    Optional<MessageId> message,
    Optional<Long> levelVersion,
    Optional<Severity> severity,
    Optional<WaitReason> reason,
    Optional<Resolution> resolution,
    Optional<TicketId> other,
    Optional<TicketId> of) {
  enum Kind {
    RECEIVED,
    SCREENED,
    TAKEN_IN_CHARGE,
    ANSWERED,
    ASKED,
    CUSTOMER_WROTE,
    RESUMED,
    RESOLVED,
    REOPENED,
    MERGED,
    VERSION_APPLIED
  }

  /** How a ticket ended. */
  enum Resolution {
    SOLVED,
    /** Keeps nothing: it goes on in another ticket. */
    DUPLICATE
  }

  Fact {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  static Fact received(Instant at, long levelVersion, Severity severity) {
    return bare(Kind.RECEIVED, at).with(levelVersion).with(severity);
  }

  static Fact screened(Severity severity, AgentId by, Instant at) {
    return bare(Kind.SCREENED, at).with(by).with(severity);
  }

  static Fact takenInCharge(AgentId by, Instant at) {
    return bare(Kind.TAKEN_IN_CHARGE, at).with(by);
  }

  static Fact answered(MessageId message, AgentId by, Instant at) {
    return bare(Kind.ANSWERED, at).with(by).with(message);
  }

  static Fact asked(MessageId message, WaitReason reason, AgentId by, Instant at) {
    return bare(Kind.ASKED, at).with(by).with(message).with(reason);
  }

  static Fact customerWrote(MessageId message, Instant at) {
    return bare(Kind.CUSTOMER_WROTE, at).with(message);
  }

  static Fact resumed(AgentId by, Instant at) {
    return bare(Kind.RESUMED, at).with(by);
  }

  static Fact resolved(AgentId by, Instant at) {
    return bare(Kind.RESOLVED, at).with(by).with(Resolution.SOLVED);
  }

  static Fact duplicate(TicketId goesOnIn, AgentId by, Instant at) {
    return bare(Kind.RESOLVED, at).with(by).with(Resolution.DUPLICATE).with(goesOnIn);
  }

  static Fact reopened(Instant at) {
    return bare(Kind.REOPENED, at);
  }

  static Fact merged(TicketId cameIn, AgentId by, Instant at) {
    return bare(Kind.MERGED, at).with(by).with(cameIn);
  }

  /**
   * @param by empty when no person did
   */
  static Fact versionApplied(long levelVersion, Optional<AgentId> by, Instant at) {
    Fact applied = bare(Kind.VERSION_APPLIED, at).with(levelVersion);
    return by.map(applied::with).orElse(applied);
  }

  /** As it stands in the ledger of the ticket into which {@code merged} was merged. */
  Fact of(TicketId merged) {
    return new Fact(
        kind,
        at,
        by,
        message,
        levelVersion,
        severity,
        reason,
        resolution,
        other,
        of.or(() -> Optional.of(merged)));
  }

  boolean own() {
    return of.isEmpty();
  }

  private static Fact bare(Kind kind, Instant at) {
    return new Fact(
        kind,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Fact with(AgentId agent) {
    return new Fact(
        kind,
        at,
        Optional.of(agent),
        message,
        levelVersion,
        severity,
        reason,
        resolution,
        other,
        of);
  }

  private Fact with(MessageId written) {
    return new Fact(
        kind, at, by, Optional.of(written), levelVersion, severity, reason, resolution, other, of);
  }

  private Fact with(long version) {
    return new Fact(
        kind, at, by, message, Optional.of(version), severity, reason, resolution, other, of);
  }

  private Fact with(Severity found) {
    return new Fact(
        kind, at, by, message, levelVersion, Optional.of(found), reason, resolution, other, of);
  }

  private Fact with(WaitReason waits) {
    return new Fact(
        kind, at, by, message, levelVersion, severity, Optional.of(waits), resolution, other, of);
  }

  private Fact with(Resolution how) {
    return new Fact(
        kind, at, by, message, levelVersion, severity, reason, Optional.of(how), other, of);
  }

  private Fact with(TicketId ticket) {
    return new Fact(
        kind, at, by, message, levelVersion, severity, reason, resolution, Optional.of(ticket), of);
  }
}
