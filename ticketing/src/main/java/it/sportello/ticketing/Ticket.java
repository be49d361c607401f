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

  @Column(name = "platform_id", updatable = false)
  private long platform;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Status status;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Severity severity;

  private boolean screened;

  /** Null when it is in nobody's charge; kept after the resolution, for a reopening. */
  @Column(name = "assignee_id")
  private Long assignee;

  /** Null when nothing is asked of the customer. */
  @Enumerated(EnumType.STRING)
  @Column(name = "waits_for")
  private WaitReason waitsFor;

  @Column(name = "resolved_at")
  private Instant resolvedAt;

  /** Null unless it was closed as a duplicate. */
  @Column(name = "merged_into")
  private Long mergedInto;

  @Version private long version;

  protected Ticket() {}

  Ticket(TicketId id) {
    this.id = id.value();
    this.status = Status.NEW;
    this.severity = Severity.NORMAL;
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

  Optional<WaitReason> waitsFor() {
    return Optional.ofNullable(waitsFor);
  }

  Optional<TicketId> mergedInto() {
    return Optional.ofNullable(mergedInto).map(TicketId::new);
  }

  /** The first screening is told even when it leaves the severity as it was. */
  Optional<TicketEvent.Screened> screen(Severity found, AgentId by, Instant at) {
    refuseIfResolved();
    if (screened && severity == found) {
      return Optional.empty();
    }
    severity = found;
    screened = true;
    return Optional.of(new TicketEvent.Screened(id(), found, by, at));
  }

  /** Empty when the same agent has it already. */
  Optional<TicketEvent.TakenInCharge> takeInCharge(AgentId by, Instant at) {
    refuseIfResolved();
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

  /** What {@link #replied} does comes first. A second question takes the place of the first. */
  TicketEvent.Asked ask(MessageId message, WaitReason reason, AgentId by, Instant at) {
    refuseIfResolved();
    waitsFor = reason;
    return new TicketEvent.Asked(id(), message, reason, by, at);
  }

  /** Empty when nothing was waited for. */
  Optional<TicketEvent.Resumed> resume(AgentId by, Instant at) {
    if (waitsFor == null) {
      return Optional.empty();
    }
    waitsFor = null;
    return Optional.of(new TicketEvent.Resumed(id(), by, at));
  }

  TicketEvent.Resolved resolve(AgentId by, Instant at) {
    become(Status.RESOLVED);
    resolvedAt = at;
    waitsFor = null;
    return new TicketEvent.Resolved(id(), by, at);
  }

  /** Back to whoever had it, or to nobody; empty when the ticket was open all the same. */
  Optional<TicketEvent.Reopened> customerWrote(Instant received) {
    waitsFor = null;
    if (status != Status.RESOLVED) {
      return Optional.empty();
    }
    become(assignee == null ? Status.NEW : Status.IN_CHARGE);
    resolvedAt = null;
    return Optional.of(new TicketEvent.Reopened(id(), received));
  }

  /**
   * Closed as a duplicate. The target goes on with what was done here: whoever had this one has a
   * target that nobody had, and what was asked here is still waited for there.
   */
  TicketEvent.Merged mergeInto(Ticket target, AgentId by, Instant at) {
    refuseUnlessMergeable(target);
    if (target.status == Status.NEW && status == Status.IN_CHARGE) {
      target.become(Status.IN_CHARGE);
      target.assignee = assignee;
    }
    if (target.waitsFor == null) {
      target.waitsFor = waitsFor;
    }
    become(Status.RESOLVED);
    resolvedAt = at;
    waitsFor = null;
    mergedInto = target.id;
    return new TicketEvent.Merged(id(), target.id(), by, at);
  }

  /** Nobody writes in a ticket that goes on elsewhere. */
  void refuseIfMerged() {
    if (mergedInto != null) {
      throw new AlreadyMerged(id(), new TicketId(mergedInto));
    }
  }

  private void refuseUnlessMergeable(Ticket target) {
    refuseIfMerged();
    if (target.id == id) {
      throw new NotMergeable(id(), target.id(), NotMergeable.Reason.ITSELF);
    }
    if (target.platform != platform) {
      throw new NotMergeable(id(), target.id(), NotMergeable.Reason.OTHER_PLATFORM);
    }
    if (target.status == Status.RESOLVED) {
      throw new NotMergeable(id(), target.id(), NotMergeable.Reason.TARGET_RESOLVED);
    }
  }

  private void refuseIfResolved() {
    if (status == Status.RESOLVED) {
      throw new IllegalTransition(id(), status, Status.IN_CHARGE);
    }
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
