package it.sportello.ticketing;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/**
 * Two tickets about the same thing become one. The merged one is closed as a duplicate and points
 * to the other, where its messages can be read and what its customer writes from now on lands.
 */
@ApplicationScoped
@Transactional
public class Merges {
  /** Pointers never make a chain. */
  private static final String POINT =
      """
      update ticketing.ticket
      set merged_into = :into
      where merged_into = :from
      """;

  private static final String POINTER =
      """
      select coalesce(t.merged_into, t.id) as id
      from ticketing.ticket t
      where t.id = :id and\s""";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Ledger ledger;
  @Inject Acts acts;

  /**
   * @throws NotMergeable when it is the same ticket, another platform's, resolved, or none
   * @throws AlreadyMerged when {@code number} was merged before
   * @throws IllegalTransition when {@code number} is resolved
   */
  public void merge(Scope scope, TicketId number, TicketId into) {
    AgentId by = Acts.agent(scope, "merge");
    // The smaller number first, so that two merges never wait for each other.
    boolean rising = number.value() < into.value();
    Ticket target = rising ? null : target(scope, number, into);
    Ticket ticket = acts.locked(scope, number);
    Ticket goesOn = target == null ? target(scope, number, into) : target;
    TicketEvent.Merged merged = ticket.mergeInto(goesOn, by, clock.now());
    acts.moved(goesOn);
    Sql.run(em, POINT, Map.of("from", number.value(), "into", into.value()));
    ledger.tell(number, merged.at(), "MERGED", Optional.of(by), into.toString());
    ledger.tell(into, merged.at(), "ABSORBED", Optional.of(by), number.toString());
    acts.announce(merged);
  }

  private Ticket target(Scope scope, TicketId number, TicketId into) {
    try {
      return acts.locked(scope, into);
    } catch (TicketNotFound e) {
      throw new NotMergeable(number, into, NotMergeable.Reason.TARGET_UNKNOWN);
    }
  }

  /** Where what is written to a ticket lands: the one it was merged into, else itself; locked. */
  Ticket landing(Scope scope, TicketId number) {
    Sight sight = Sight.of(scope);
    TicketId pointer =
        Sql.row(em, POINTER + sight.condition(), sight.and(Map.of("id", number.value())))
            .map(row -> new TicketId(Sql.number(row, "id")))
            .orElseThrow(() -> new TicketNotFound(number));
    Ticket ticket = acts.locked(new Scope.Desk(), pointer);
    // Merged between the look and the lock.
    return ticket.mergedInto().map(into -> acts.locked(new Scope.Desk(), into)).orElse(ticket);
  }
}
