package it.sportello.entitlements;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.NewTicket;
import it.sportello.ticketing.Opening;
import it.sportello.ticketing.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;

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
   * Opens a ticket: stored, its clocks started and its acknowledgement written, all or nothing. A
   * repeat, told by its origin, opens none and returns what was promised first.
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
    Opening opening = tickets.open(request);
    Granted granted = em.find(Granted.class, opening.ticket().value());
    LevelVersion level = levels.version(granted.levelVersion());
    return new Receipt(
        opening.ticket(), level.admitted(granted.lapsed(), granted.promise()), opening.repeat());
  }
}
