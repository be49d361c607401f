package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;

/**
 * Who did what to what, by ids, in the transaction of the act; the desk's own role cannot change a
 * line.
 */
@ApplicationScoped
@Transactional
public class Audit {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;

  public void record(Caller who, String action, String subject) {
    record(name(who), action, subject);
  }

  /** For modules that know the caller by its scope alone. */
  public void record(Scope who, String action, String subject) {
    record(name(who), action, subject);
  }

  private void record(String actor, String action, String subject) {
    Sql.run(
        em,
        "insert into contacts.audit (at, actor, action, subject) values (:at, :actor, :action, :subject)",
        Map.of("at", clock.now(), "actor", actor, "action", action, "subject", subject));
  }

  /** How the trail calls who acted: the kind of caller and its id. */
  static String name(Scope who) {
    if (who instanceof Scope.Staff staff) {
      return "staff:" + staff.agent().value();
    }
    if (who instanceof Scope.Customer customer) {
      return "contact:" + customer.contact().value();
    }
    if (who instanceof Scope.Integration program) {
      return "integration:" + program.integration().value();
    }
    return who instanceof Scope.Desk ? "desk" : "nobody";
  }

  private static String name(Caller who) {
    if (who instanceof Caller.Staff staff) {
      return "staff:" + staff.id().value();
    }
    if (who instanceof Caller.Customer customer) {
      return "contact:" + customer.id().value();
    }
    if (who instanceof Caller.Integration program) {
      return "integration:" + program.id().value();
    }
    return "nobody";
  }
}
