package it.sportello.web.inside;

import it.sportello.entitlements.EntitlementEvent;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Listens to the innermost event of an opening, and refuses it when a test says so. */
@ApplicationScoped
public class Witness {
  @PersistenceContext(unitName = "sportello")
  EntityManager database;

  private volatile boolean refuses;
  private volatile boolean sawTheTicket;
  private volatile TicketId heardOf;

  @Transactional(Transactional.TxType.MANDATORY)
  void on(@Observes EntitlementEvent.PromiseMade made) {
    heardOf = made.ticket();
    sawTheTicket =
        !database
            .createNativeQuery("select id from ticketing.ticket where id = :id")
            .setParameter("id", made.ticket().value())
            .getResultList()
            .isEmpty();
    if (refuses) {
      throw new IllegalStateException("the witness refuses");
    }
  }

  public void refuses(boolean refuses) {
    this.refuses = refuses;
  }

  public boolean sawTheTicket() {
    return sawTheTicket;
  }

  public TicketId heardOf() {
    return heardOf;
  }
}
