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

  /** How many recovery codes are left. */
  public int recoveryLeft(Caller.Staff me) {
    return factors.recoveryLeft(me.id());
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
   * Takes the authenticator away; every session ends, and the next sign-in sets up another.
   *
   * @param code of the authenticator that goes, or a recovery code
   * @throws InvalidValue as {@link #changePassword}; {@code account.code} when it is not right
   */
  public void removeFactor(Caller.Staff me, String password, String code) {
    prove(me, password);
    if (!factors.use(me.id(), code)) {
      throw new InvalidValue("account.code");
    }
    account.removeFactor(me);
  }

  private void prove(Caller.Staff me, String password) {
    Optional<Duration> wait = throttles.take("own:" + me.id().value(), TRIES, REFILL);
    if (wait.isPresent()) {
      throw new InvalidValue("account.wait");
    }
    if (!staff.isPasswordOf(me.id(), password)) {
      throw new InvalidValue("account.password");
    }
  }
}
