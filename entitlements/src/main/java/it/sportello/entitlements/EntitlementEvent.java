package it.sportello.entitlements;

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
}
