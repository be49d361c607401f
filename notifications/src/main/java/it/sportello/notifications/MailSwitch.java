package it.sportello.notifications;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Caller;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.Role;
import it.sportello.ticketing.NotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Holds all outgoing mail. An administrator does, and a database that was restored does by itself:
 * the copy would tell customers once more what the original has told them.
 */
@ApplicationScoped
@Transactional
public class MailSwitch {
  private static final String STATE = "select why, since from notifications.mail_switch where held";

  private static final String TURN =
      """
      update notifications.mail_switch
      set held = :held, why = :why, since = :now
      where held <> :held
      """;

  /**
   * A restored cluster has another identifier; one rolled forward from a backup another timeline.
   */
  private static final String IDENTITY =
      """
      select s.system_identifier || '/' || c.timeline_id as identity
      from pg_control_system() s, pg_control_checkpoint() c
      """;

  private static final String KNOW =
      """
      update notifications.mail_switch
      set held = held or identity <> '', why = case when identity <> '' then 'RESTORED' else why end,
        since = case when identity <> '' then :now else since end, identity = :identity
      where identity <> :identity
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Audit audit;

  /** Why mail is held. */
  public enum Why {
    BY_HAND,
    RESTORED
  }

  /** Since when and why. */
  public record Held(Why why, Instant since) {}

  /** Empty when mail goes out. */
  public Optional<Held> held() {
    return Sql.row(em, STATE, Map.of())
        .map(
            row ->
                new Held(
                    Sql.constant(Why.class, row, "why"), Sql.instant(row, "since").orElseThrow()));
  }

  /**
   * @throws NotAllowed unless the caller is an administrator
   */
  public void hold(Caller by) {
    turn(by, true, Why.BY_HAND.name(), "mail.hold");
  }

  /**
   * @throws NotAllowed unless the caller is an administrator
   */
  public void letGo(Caller by) {
    turn(by, false, "", "mail.let_go");
  }

  /** Once at the start of a node, before anything is sent. */
  void recognise() {
    String identity = Sql.text(Sql.row(em, IDENTITY, Map.of()).orElseThrow(), "identity");
    Sql.run(em, KNOW, Map.of("identity", identity, "now", clock.now()));
  }

  private void turn(Caller by, boolean held, String why, String act) {
    if (!(by instanceof Caller.Staff staff) || !staff.roles().contains(Role.ADMINISTRATOR)) {
      throw new NotAllowed("hold mail");
    }
    if (Sql.run(em, TURN, Map.of("held", held, "why", why, "now", clock.now())) == 1) {
      audit.record(by, act, "mail");
    }
  }
}
