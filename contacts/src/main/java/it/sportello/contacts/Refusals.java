package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;

/**
 * What the trail keeps of who was not let in: whose account it was, never what was typed. Who tries
 * accounts that nobody has, or goes on after being stopped, writes one line in a while and not one
 * a try: nobody can flood the trail.
 */
@ApplicationScoped
@Transactional
class Refusals {
  private static final Duration OF_UNKNOWN = Duration.ofMinutes(1);
  private static final Duration OF_LOCK = Duration.ofMinutes(5);

  @Inject Staff staff;
  @Inject Throttles throttles;
  @Inject Audit audit;

  void password(String login) {
    Optional<AgentId> known = staff.byLogin(login);
    if (known.isPresent()) {
      audit.recordNobody("session.refused", name(known.get()));
      return;
    }
    seldom("unknown", OF_UNKNOWN, "session.refused.unknown", "desk");
  }

  void code(AgentId agent) {
    audit.recordNobody("session.refused.code", name(agent));
  }

  /** A passkey that was not taken; its owner where it is somebody's. */
  void passkey(Optional<AgentId> owner) {
    owner.ifPresentOrElse(
        this::code, () -> seldom("unknown", OF_UNKNOWN, "session.refused.unknown", "desk"));
  }

  /** Signed in at the identity provider, and nobody here. */
  void provider() {
    seldom("provider", OF_UNKNOWN, "session.refused.provider", "desk");
  }

  void locked(String login) {
    Optional<AgentId> known = staff.byLogin(login);
    if (known.isPresent()) {
      locked(known.get());
      return;
    }
    seldom("locked", OF_UNKNOWN, "session.locked.unknown", "desk");
  }

  void locked(AgentId agent) {
    seldom("locked:" + agent.value(), OF_LOCK, "session.locked", name(agent));
  }

  /** A link was asked for to an address that nobody has. */
  void link() {
    seldom("link", OF_UNKNOWN, "link.unknown", "desk");
  }

  private void seldom(String what, Duration pause, String action, String subject) {
    if (throttles.take("trail-" + what, 1, pause).isEmpty()) {
      audit.recordNobody(action, subject);
    }
  }

  private static String name(AgentId agent) {
    return "staff:" + agent.value();
  }
}
