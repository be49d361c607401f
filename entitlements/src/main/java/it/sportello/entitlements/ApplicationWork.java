package it.sportello.entitlements;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.DataRow;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.Status;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One ticket of an application at a time, each a transaction that also marks it as done: whoever is
 * interrupted goes on where it was, on any node, and no ticket is done twice.
 */
@ApplicationScoped
@Transactional
class ApplicationWork {
  private static final String NEXT =
      """
      select t.application, t.ticket, a.level_version, a.asked_by made_by
      from entitlements.application_ticket t
      join entitlements.application a on a.id = t.application
      where t.done_at is null
      order by t.application, t.ticket
      limit 1
      """;

  private static final String CLAIM =
      """
      select ticket
      from entitlements.application_ticket
      where application = :application and ticket = :ticket and done_at is null
      for update skip locked
      """;

  private static final String DONE =
      """
      update entitlements.application_ticket
      set done_at = :now, outcome = :outcome
      where application = :application and ticket = :ticket and done_at is null
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Tickets tickets;
  @Inject Ledger ledger;
  @Inject TermsChanges changes;
  @Inject DeskClock clock;

  /** A ticket under a version, for an administrator who asked for it. */
  record Task(long application, TicketId ticket, long levelVersion, Optional<AgentId> by) {}

  Optional<Task> next() {
    return Rows.rows(em, NEXT, Map.of()).stream().findFirst().map(ApplicationWork::task);
  }

  /** Nothing where another node has it. The ticket is locked before its row here. */
  void apply(Task task) {
    tickets.hold(List.of(task.ticket()));
    if (!claimed(task)) {
      return;
    }
    if (tickets.view(new Scope.Desk(), task.ticket()).status() == Status.RESOLVED) {
      done(task, "RESOLVED");
      return;
    }
    if (ledger.clocks(task.ticket()).level().id() == task.levelVersion()) {
      done(task, "SAME");
      return;
    }
    changes.apply(task.ticket(), task.levelVersion(), task.by(), clock.now());
    done(task, "CHANGED");
  }

  /** It could not be done, and the others go on. */
  void failed(Task task) {
    done(task, "FAILED");
  }

  private boolean claimed(Task task) {
    return !Rows.rows(
            em, CLAIM, Map.of("application", task.application(), "ticket", task.ticket().value()))
        .isEmpty();
  }

  private void done(Task task, String outcome) {
    Rows.run(
        em,
        DONE,
        Map.of(
            "application",
            task.application(),
            "ticket",
            task.ticket().value(),
            "now",
            clock.now(),
            "outcome",
            outcome));
  }

  private static Task task(DataRow row) {
    return new Task(
        Rows.number(row, "application"),
        new TicketId(Rows.number(row, "ticket")),
        Rows.number(row, "level_version"),
        Administrator.agent(row));
  }
}
