package it.sportello.entitlements;

import it.sportello.contacts.PlatformId;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.TicketId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * What was promised when a ticket was opened. Written once; the persistence context hands it from
 * the observer that grants to the counter that answers, without a statement.
 */
@Entity
@Table(schema = "entitlements", name = "granted")
class Granted {
  @Id private long ticket;
  private long platform;

  @Column(name = "level_version")
  private long levelVersion;

  private boolean lapsed;

  @Column(name = "take_in_charge_by")
  private Instant takeInChargeBy;

  @Column(name = "answer_by")
  private Instant answerBy;

  @Column(name = "resolve_by")
  private Instant resolveBy;

  protected Granted() {}

  Granted(TicketId ticket, PlatformId platform, long levelVersion, boolean lapsed, Promise made) {
    this.ticket = ticket.value();
    this.platform = platform.value();
    this.levelVersion = levelVersion;
    this.lapsed = lapsed;
    takeInChargeBy = made.takeInChargeBy().at();
    answerBy = made.answerBy().at();
    resolveBy = made.resolveBy().at();
  }

  long levelVersion() {
    return levelVersion;
  }

  boolean lapsed() {
    return lapsed;
  }

  Promise promise() {
    return new Promise(
        new Deadline(takeInChargeBy), new Deadline(answerBy), new Deadline(resolveBy));
  }
}
