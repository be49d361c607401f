package it.sportello.notifications;

import it.sportello.entitlements.EntitlementEvent;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TicketId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** Notes down, in the announcement's transaction, what the people on duty are to be told. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class DutyNotes {
  private static final String NOTE =
      """
      insert into notifications.duty_note
        (ticket, kind, round, mark, level_version, due_at, zone, on_duty)
      values (:ticket, :kind, :round, :mark, :level, :due, :zone, :onDuty)
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  void on(@Observes EntitlementEvent.PromiseNear e) {
    note("NEAR", e.ticket(), e.kind(), e.round(), e.due(), e.levelVersion(), e.zone(), e.onDuty());
  }

  void on(@Observes EntitlementEvent.PromiseMissed e) {
    note(
        "MISSED", e.ticket(), e.kind(), e.round(), e.due(), e.levelVersion(), e.zone(), e.onDuty());
  }

  private void note(
      String mark,
      TicketId ticket,
      PromiseKind kind,
      int round,
      Deadline due,
      long level,
      ZoneId zone,
      Instant onDuty) {
    Sql.run(
        em,
        NOTE,
        Map.of(
            "ticket",
            ticket.value(),
            "kind",
            kind.name(),
            "round",
            round,
            "mark",
            mark,
            "level",
            level,
            "due",
            due.at(),
            "zone",
            zone.getId(),
            "onDuty",
            onDuty));
  }
}
