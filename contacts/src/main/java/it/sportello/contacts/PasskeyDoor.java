package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Signing in with a passkey and no password. The device has verified its user, by finger, face or
 * number, so that it is two factors: what somebody has, and what they are or know.
 */
@ApplicationScoped
@Transactional
public class PasskeyDoor {
  private static final int OF_NETWORK = 20;
  private static final Duration OF_NETWORK_REFILL = Duration.ofSeconds(30);

  @Inject Passkeys passkeys;
  @Inject Staff staff;
  @Inject Entries entries;
  @Inject Throttles throttles;
  @Inject Refusals refusals;
  @Inject Ways ways;

  /** The secret by which the browser that asks is told from others. */
  public static String browser() {
    return Secret.draw();
  }

  /** What the device is asked for; nothing when this network has asked too often. */
  public PasskeyAsk ask(String browser, Visit visit) {
    Optional<Duration> wait =
        throttles.take("passkey-network:" + visit.network(), OF_NETWORK, OF_NETWORK_REFILL);
    return wait.isPresent() ? PasskeyAsk.NOTHING : passkeys.askAny(browser);
  }

  /** {@link SignIns.Outcome.Signed} or {@link SignIns.Outcome.Wrong}. */
  public SignIns.Outcome enter(String browser, PasskeyProof proof, Visit visit) {
    Optional<Caller.Staff> member =
        passkeys
            .proves(browser, proof)
            .filter(agent -> ways.isOwn(staff.login(agent)))
            .filter(staff::hold)
            .flatMap(staff::member);
    if (member.isEmpty()) {
      refusals.passkey(passkeys.owner(proof));
      return new SignIns.Outcome.Wrong();
    }
    return entries.staff(member.get(), How.PASSKEY_ALONE, visit, List.of());
  }
}
