package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One line of a ticket's ledger: what happened that the clocks depend on. To the microsecond, as it
 * is stored.
 *
 * @param at the instant that counts: a customer's message counts from its receipt
 * @param by empty for a customer's act
 */
record Fact(
    Kind kind,
    Instant at,
    Optional<AgentId> by,
    Optional<MessageId> message,
    Optional<Terms> terms) {
  enum Kind {
    RECEIVED,
    TAKEN_IN_CHARGE,
    ANSWERED,
    CUSTOMER_WROTE,
    RESOLVED,
    REOPENED
  }

  /** What a ticket is opened under. */
  record Terms(long levelVersion, Severity severity) {}

  Fact {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  static Fact received(Instant at, long levelVersion, Severity severity) {
    return new Fact(
        Kind.RECEIVED,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Terms(levelVersion, severity)));
  }

  static Fact act(Kind kind, AgentId by, Instant at) {
    return new Fact(kind, at, Optional.of(by), Optional.empty(), Optional.empty());
  }

  static Fact answered(MessageId message, AgentId by, Instant at) {
    return new Fact(Kind.ANSWERED, at, Optional.of(by), Optional.of(message), Optional.empty());
  }

  static Fact customerWrote(MessageId message, Instant at) {
    return new Fact(
        Kind.CUSTOMER_WROTE, at, Optional.empty(), Optional.of(message), Optional.empty());
  }

  static Fact reopened(Instant at) {
    return new Fact(Kind.REOPENED, at, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
