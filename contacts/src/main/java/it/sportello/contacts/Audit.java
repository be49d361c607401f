package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * Who did what to what, by ids, and from where, in the transaction of the act; the desk's own role
 * cannot change a line. {@link AuditTrail} reads it, {@link AuditChain} makes a change seen.
 */
@ApplicationScoped
@Transactional
public class Audit {
  private static final int SALT = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String LINE =
      """
      insert into contacts.audit (at, actor, action, subject)
      values (:at, :actor, :action, :subject)
      """;

  private static final String LINE_WITH_SOURCE =
      """
      with line as (
        insert into contacts.audit (at, actor, action, subject, source)
        values (:at, :actor, :action, :subject,
          sha256(cast(:salt as bytea) || convert_to(:from, 'UTF8')))
        returning id)
      insert into contacts.audit_source (audit, salt, value)
      select id, :salt, :from from line
      """;

  private static final String FORGET =
      """
      delete from contacts.audit_source s
      using contacts.audit a
      where a.id = s.audit and a.actor = :actor
      """;

  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  @Inject DeskClock clock;
  @Inject Whereabouts whereabouts;

  public void record(Caller who, String action, String subject) {
    record(name(who), action, subject);
  }

  /** For modules that know the caller by its scope alone. */
  public void record(Scope who, String action, String subject) {
    record(name(who), action, subject);
  }

  /** For what a member of the staff does before there is a session. */
  void record(AgentId who, String action) {
    recordOwn("staff:" + who.value(), action);
  }

  /**
   * For what somebody does to their own account.
   *
   * @param who as the trail calls them
   */
  void recordOwn(String who, String action) {
    record(who, action, who);
  }

  /** For what somebody does who has not proved who they are. */
  void recordNobody(String action, String subject) {
    record("nobody", action, subject);
  }

  /** Erases from where somebody's acts came; the lines stay, and so does their chain. */
  void forgetWhereabouts(ContactId who) {
    Sql.run(em, FORGET, Map.of("actor", "contact:" + who.value()));
  }

  private void record(String actor, String action, String subject) {
    Map<String, Object> values = new HashMap<>();
    values.put("at", clock.now());
    values.put("actor", actor);
    values.put("action", action);
    values.put("subject", subject);
    String from = from();
    if (from.isEmpty()) {
      Sql.run(em, LINE, values);
      return;
    }
    byte[] salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    values.put("salt", salt);
    values.put("from", from);
    Sql.run(em, LINE_WITH_SOURCE, values);
  }

  /** A job serves nobody's request. */
  private String from() {
    try {
      return whereabouts.address();
    } catch (ContextNotActiveException e) {
      return "";
    }
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
    if (who instanceof Scope.Auditor auditor) {
      return "staff:" + auditor.agent().value();
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
