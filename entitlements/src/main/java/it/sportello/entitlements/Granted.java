package it.sportello.entitlements;

import it.sportello.ticketing.Deadline;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * What was promised when a ticket was opened; {@link Ledger} has written it, and nobody writes it
 * again.
 */
@Entity
@Table(schema = "entitlements", name = "granted")
class Granted {
  @Id private long ticket;

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
