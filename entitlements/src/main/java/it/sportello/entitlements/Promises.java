package it.sportello.entitlements;

import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The promises of tickets, as they stand and why. */
@ApplicationScoped
@Transactional
public class Promises {
  private static final String NOT_COMPUTED =
      "select count(*) n from entitlements.clock where not computed";

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Ledger ledger;
  @Inject LevelStore levels;
  @Inject Tickets tickets;
  @Inject DeskClock clock;

  /**
   * Every clock that ran for the ticket, in the order in which they started.
   *
   * @throws TicketNotFound for an unknown ticket and for one out of sight alike
   */
  public List<Clock> of(Scope scope, TicketId ticket) {
    if (!scope.everything()) {
      tickets.view(scope, ticket);
    }
    return ledger.clocks(ticket).at(clock.now());
  }

  /**
   * The working time that is left until {@code due}, in the calendar of the level version; negative
   * when late: the working time since. For {@link Deadline#NEVER} for ever.
   */
  @Transactional(TxType.SUPPORTS) // every row of a queue asks, and the answer is in memory
  public Duration left(long levelVersion, Instant now, Deadline due) {
    return due.isNever()
        ? ChronoUnit.FOREVER.getDuration()
        : levels.version(levelVersion).calendar().between(now, due.at());
  }

  /** How many promises a calendar failed to compute: more than none wants an administrator. */
  public long notComputed() {
    return Rows.number(Rows.rows(em, NOT_COMPUTED, Map.of()).get(0), "n");
  }
}
