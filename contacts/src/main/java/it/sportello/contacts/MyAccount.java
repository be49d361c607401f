package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the staff does to its own account. Each act wants the password once more: a browser left
 * open must not be enough to take an account over. No transaction spans the check, which takes its
 * time.
 */
@ApplicationScoped
public class MyAccount {
  private static final int TRIES = 5;
  private static final Duration REFILL = Duration.ofMinutes(5);

  @Inject Staff staff;
  @Inject SecondFactors factors;
  @Inject Throttles throttles;
  @Inject OwnAccount account;
  @Inject Passkeys passkeys;
  @Inject Refusals refusals;
  @Inject Ways ways;

  /** How many recovery codes are left. */
  public int recoveryLeft(Caller.Staff me) {
    return factors.recoveryLeft(me.id());
  }

  /** Whether password and second factor are the desk's; else they are the identity provider's. */
  public boolean isOwn(Caller.Staff me) {
    return ways.isOwn(staff.login(me.id()));
  }

  public boolean hasAuthenticator(Caller.Staff me) {
    return factors.has(me.id());
  }

  public List<Passkey> passkeys(Caller.Staff me) {
    return passkeys.of(me.id());
  }

  /**
   * What a device is asked for that shall make a new passkey.
   *
   * @param session the secret of the session that asks; only it can add the answer
   * @throws InvalidValue as {@link #changePassword}; {@code passkey.name}, {@code passkey.many}
   */
  public PasskeyAsk askPasskey(Caller.Staff me, String password, String name, String session) {
    passkeys.name(me.id(), name);
    prove(me, password);
    return passkeys.askNew(me.id(), session);
  }

  /**
   * Takes the passkey over that was made for {@link #askPasskey}. Every session of this person
   * ends; the one that asks goes on under a new secret.
   *
   * @return that secret
   * @throws InvalidValue {@code passkey.refused} when the answer is none, is not to this session's
   *     question or comes too late
   */
  public String addPasskey(Caller.Staff me, PasskeyOffer offer, String session, Visit visit) {
    String name = passkeys.name(me.id(), offer.name());
    PasskeyRules.Key key =
        passkeys.made(session, offer).orElseThrow(() -> new InvalidValue("passkey.refused"));
    return account.addPasskey(me, key, name, visit);
  }

  /**
   * Takes a passkey away, unless it is the last second factor. Every session of this person ends;
   * the one that asks goes on under a new secret.
   *
   * @return that secret
   * @throws InvalidValue as {@link #changePassword}; {@code passkey.last}, {@code passkey.unknown}
   */
  public String removePasskey(Caller.Staff me, String password, long passkey, Visit visit) {
    prove(me, password);
    return account.removePasskey(me, passkey, visit);
  }

  /**
   * Every session of this person ends; the one that asks goes on under a new secret.
   *
   * @return that secret
   * @throws InvalidValue with the reason; {@code account.password} when the old one is not right,
   *     {@code account.wait} after too many guesses
   */
  public String changePassword(Caller.Staff me, String old, String next, Visit visit) {
    PasswordRules.check(next, staff.wordsOf(me.id()));
    prove(me, old);
    return account.changePassword(me, next, visit);
  }

  /**
   * @return new recovery codes, told only here
   * @throws InvalidValue as {@link #changePassword}
   */
  public List<String> renewRecovery(Caller.Staff me, String password) {
    prove(me, password);
    return account.renewRecovery(me);
  }

  /**
   * Takes the authenticator away; every session ends, and the next sign-in asks for a passkey or,
   * where there is none, sets up another factor.
   *
   * @param code of the authenticator that goes, or a recovery code
   * @throws InvalidValue as {@link #changePassword}; {@code account.code} when it is not right
   */
  public void removeFactor(Caller.Staff me, String password, String code) {
    prove(me, password);
    if (factors.use(me.id(), code).isEmpty()) {
      refusals.code(me.id());
      throw new InvalidValue("account.code");
    }
    account.removeFactor(me);
  }

  private void prove(Caller.Staff me, String password) {
    Optional<Duration> wait = throttles.take("own:" + me.id().value(), TRIES, REFILL);
    if (wait.isPresent()) {
      refusals.locked(me.id());
      throw new InvalidValue("account.wait");
    }
    if (!staff.isPasswordOf(me.id(), password)) {
      refusals.password(staff.login(me.id()));
      throw new InvalidValue("account.password");
    }
  }
}
