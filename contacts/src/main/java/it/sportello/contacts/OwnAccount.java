package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** What {@link MyAccount} does once the password was right, each in one transaction. */
@ApplicationScoped
@Transactional
class OwnAccount {
  @Inject Staff staff;
  @Inject Passwords passwords;
  @Inject SecondFactors factors;
  @Inject Passkeys passkeys;
  @Inject Sessions sessions;
  @Inject Attempts attempts;
  @Inject Invitations invitations;
  @Inject Audit audit;

  String changePassword(Caller.Staff me, String password, Visit visit) {
    staff.setPassword(me.id(), passwords.hash(password));
    end(me);
    audit.record(me, "password.set", "staff:" + me.id().value());
    return sessions.open(me, visit);
  }

  List<String> renewRecovery(Caller.Staff me) {
    audit.record(me, "second_factor.recovery", "staff:" + me.id().value());
    return factors.renewRecovery(me.id());
  }

  String addPasskey(Caller.Staff me, PasskeyRules.Key key, String name, Visit visit) {
    if (!passkeys.add(me.id(), key, name)) {
      throw new InvalidValue("passkey.taken");
    }
    audit.record(me, "passkey.add", "staff:" + me.id().value());
    end(me);
    return sessions.open(me, visit);
  }

  /** Of two that take the last two away at once one is told that it is the last. */
  String removePasskey(Caller.Staff me, long passkey, Visit visit) {
    factors.lock(me.id());
    if (!passkeys.remove(me.id(), passkey)) {
      throw new InvalidValue("passkey.unknown");
    }
    if (!factors.isArmed(me.id())) {
      throw new InvalidValue("passkey.last");
    }
    audit.record(me, "passkey.remove", "staff:" + me.id().value());
    end(me);
    return sessions.open(me, visit);
  }

  void removeFactor(Caller.Staff me) {
    factors.remove(me.id());
    end(me);
    audit.record(me, "second_factor.remove", "staff:" + me.id().value());
  }

  private void end(Caller.Staff me) {
    sessions.endAll(me.id());
    attempts.forget(me.id());
    invitations.forget(me.id());
  }
}
