package it.sportello.entitlements;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Opening;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/**
 * Where every request comes in, whatever the channel: may it, what is promised, and the ticket
 * itself.
 */
@ApplicationScoped
@Transactional
public class Counter {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject Contracts contracts;
  @Inject LevelStore levels;
  @Inject Contacts contacts;
  @Inject DeskClock clock;
  @Inject Tickets tickets;
  @Inject Ledger ledger;
  @Inject Event<EntitlementEvent> events;

  /**
   * May this platform use this channel at this instant, and what would be promised? Form and mail
   * are always open to everybody, if need be at the base level; the phone only where the level
   * includes it, while the line is open.
   */
  public Admission admit(PlatformId platform, Channel channel, Instant at) {
    if (channel == Channel.PHONE && contacts.platform(platform).isEmpty()) {
      return Admission.Refused.unknownPlatform(Rome.ZONE);
    }
    return contracts.of(platform, at).admission(channel, at);
  }

  /** {@link #admit} if the request were received now. */
  public Admission preview(PlatformId platform, Channel channel) {
    return admit(platform, channel, clock.now());
  }

  /**
   * Opens a ticket: stored with its terms, its clocks started and its acknowledgement written, all
   * or nothing. A repeat, told by its origin, opens none and returns what was promised first.
   * Total: no contract means the base level, and a calendar that fails makes a promise that is due
   * at once, never a ticket that cannot be opened.
   *
   * @throws NotAdmitted when the platform may not use the channel at {@code received}; only by
   *     phone
   * @throws it.sportello.ticketing.OriginReused when the origin came before with another request
   */
  public Receipt open(NewTicket request) {
    if (request.channel() == Channel.PHONE
        && admit(request.platform(), Channel.PHONE, request.received())
            instanceof Admission.Refused refused
        && !tickets.isRepeat(request.origin())) {
      throw new NotAdmitted(refused);
    }
    Entitlement entitled = contracts.of(request.platform(), request.received());
    LevelVersion level = entitled.level();
    Fact receipt = Fact.received(request.received(), level.id(), Severity.NORMAL);
    Clocks clocks = Clocks.of(List.of(receipt), version -> level);
    Opening opening = tickets.open(request, Severity.NORMAL, TermsChanges.terms(clocks));
    TicketId ticket = opening.ticket();
    if (opening.repeat()) {
      return repeated(ticket);
    }
    boolean lapsed = entitled.lapsed().isPresent();
    Promise promise = clocks.promise();
    ledger.open(ticket, request.platform(), lapsed, receipt, clocks);
    events.fire(
        new EntitlementEvent.PromiseMade(ticket, promise, level.zone(), request.received()));
    return new Receipt(ticket, level.admitted(lapsed, promise), false);
  }

  private Receipt repeated(TicketId ticket) {
    Granted first = em.find(Granted.class, ticket.value());
    LevelVersion level = levels.version(first.levelVersion());
    return new Receipt(ticket, level.admitted(first.lapsed(), first.promise()), true);
  }
}
