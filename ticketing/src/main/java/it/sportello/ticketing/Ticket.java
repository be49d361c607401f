package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * The part of a ticket that acts change. Its words stand on its messages, its terms are pushed by
 * {@link TermsListener}; neither is mapped here, so neither moves the version.
 */
@Entity
@Table(schema = "ticketing", name = "ticket")
class Ticket {
  @Id private long id;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Status status;

  /** Null when it is in nobody's charge; kept after the resolution, for a reopening. */
  @Column(name = "assignee_id")
  private Long assignee;

  @Column(name = "resolved_at")
  private Instant resolvedAt;

  @Version private long version;

  protected Ticket() {}

  Ticket(TicketId id) {
    this.id = id.value();
    this.status = Status.NEW;
  }

  TicketId id() {
    return new TicketId(id);
  }

  Status status() {
    return status;
  }

  Optional<AgentId> assignee() {
    return Optional.ofNullable(assignee).map(AgentId::new);
  }

  /** Empty when the same agent has it already. */
  Optional<TicketEvent.TakenInCharge> takeInCharge(AgentId by, Instant at) {
    if (status == Status.RESOLVED) {
      throw new IllegalTransition(id(), status, Status.IN_CHARGE);
    }
    if (status == Status.IN_CHARGE) {
      refuseUnlessIn(by);
      return Optional.empty();
    }
    become(Status.IN_CHARGE);
    assignee = by.value();
    return Optional.of(new TicketEvent.TakenInCharge(id(), by, at));
  }

  /** The first public reply is an acceptance; a later one, by whomever, changes no charge. */
  Optional<TicketEvent.TakenInCharge> replied(AgentId by, Instant at) {
    return status == Status.NEW ? takeInCharge(by, at) : Optional.empty();
  }

  TicketEvent.Resolved resolve(AgentId by, Instant at) {
    become(Status.RESOLVED);
    resolvedAt = at;
    return new TicketEvent.Resolved(id(), by, at);
  }

  /** Back to whoever had it, or to nobody; empty when the ticket was open all the same. */
  Optional<TicketEvent.Reopened> customerWrote(Instant received) {
    if (status != Status.RESOLVED) {
      return Optional.empty();
    }
    become(assignee == null ? Status.NEW : Status.IN_CHARGE);
    resolvedAt = null;
    return Optional.of(new TicketEvent.Reopened(id(), received));
  }

  private void refuseUnlessIn(AgentId by) {
    if (assignee != by.value()) {
      throw new AlreadyTaken(id(), new AgentId(assignee));
    }
  }

  private void become(Status next) {
    if (!status.mayBecome(next)) {
      throw new IllegalTransition(id(), status, next);
    }
    status = next;
  }
}
