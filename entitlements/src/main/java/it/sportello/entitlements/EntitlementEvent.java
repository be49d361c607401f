package it.sportello.entitlements;

import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.TicketId;
import java.time.Instant;
import java.time.ZoneId;

/** What this module announces. */
public sealed interface EntitlementEvent {
  /**
   * The first promise for a ticket, to be told to the customer.
   *
   * @param zone of the calendar that the promise was counted in
   * @param at when the request was received
   */
  record PromiseMade(TicketId ticket, Promise promise, ZoneId zone, Instant at)
      implements EntitlementEvent {}

  /**
   * A running promise is near its deadline, see {@link Nearness}. Once for each run of a clock,
   * whatever restarts and however many nodes watch.
   *
   * @param round counts the runs of this kind from 1
   * @param onDuty when somebody is there to act: {@code at} itself while the level's calendar is
   *     open, else its next opening
   * @param at when it was noticed
   */
  record PromiseNear(
      TicketId ticket,
      PromiseKind kind,
      int round,
      Deadline due,
      long levelVersion,
      ZoneId zone,
      Instant onDuty,
      Instant at)
      implements EntitlementEvent {}

  /** The deadline of a running promise has passed. Once for each run; parameters as above. */
  record PromiseMissed(
      TicketId ticket,
      PromiseKind kind,
      int round,
      Deadline due,
      long levelVersion,
      ZoneId zone,
      Instant onDuty,
      Instant at)
      implements EntitlementEvent {}
}
