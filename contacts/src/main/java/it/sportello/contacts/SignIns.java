package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the staff gets in: a password, then a second factor, which everybody has to have. No
 * transaction spans it, because checking a password takes long on purpose.
 *
 * <p>Guesses are counted by account and by network, whether the account exists or not; a browser in
 * which the owner has signed in before is counted by itself, so that strangers lock nobody out.
 */
@ApplicationScoped
public class SignIns {
  private static final int LONGEST_LOGIN = 100;

  private static final int OF_NETWORK = 30;
  private static final Duration OF_NETWORK_REFILL = Duration.ofSeconds(10);
  private static final int OF_ACCOUNT = 10;
  private static final Duration OF_ACCOUNT_REFILL = Duration.ofMinutes(5);
  private static final int OF_DEVICE = 10;
  private static final Duration OF_DEVICE_REFILL = Duration.ofMinutes(1);
  private static final int OF_CODES = 10;
  private static final Duration OF_CODES_REFILL = Duration.ofMinutes(10);

  @Inject Staff staff;
  @Inject Attempts attempts;
  @Inject SecondFactors factors;
  @Inject Passkeys passkeys;
  @Inject Throttles throttles;
  @Inject Devices devices;
  @Inject Refusals refusals;
  @Inject Ways ways;

  /** How a step ended. */
  public sealed interface Outcome {
    /** Something that was said is not right; not told what. */
    record Wrong() implements Outcome {}

    /** The attempt is over: it begins again with the password. */
    record Over() implements Outcome {}

    /** Too many guesses. */
    record Wait(Duration time) implements Outcome {}

    /**
     * The password was right.
     *
     * @param attempt the secret of the attempt, told only here
     */
    record Next(String attempt) implements Outcome {}

    /**
     * In.
     *
     * @param session the secret for the session's cookie, told only here
     * @param device the secret by which this browser is known from now on
     * @param recovery the codes of a new second factor, told only here; else none
     */
    record Signed(String session, String device, List<String> recovery) implements Outcome {}
  }

  /**
   * What the second step asks for.
   *
   * @param uri what the code to scan says, empty when this person has a second factor
   * @param secret the same to type
   * @param passkey what a device may be asked for instead; nothing where there is no passkey
   * @param authenticator whether there is one to take a code from
   */
  public record Step(
      String login, String uri, String secret, PasskeyAsk passkey, boolean authenticator) {
    public static final Step NONE = new Step("", "", "", PasskeyAsk.NOTHING, false);

    public boolean enrols() {
      return !uri.isEmpty();
    }
  }

  /** {@link Outcome.Next}, {@link Outcome.Wrong} or {@link Outcome.Wait}. */
  public Outcome password(String login, String password, Visit visit) {
    String account = login.strip().toLowerCase(Locale.ROOT);
    if (account.length() > LONGEST_LOGIN) {
      account = account.substring(0, LONGEST_LOGIN);
    }
    Optional<Duration> wait = guard(account, visit);
    if (wait.isPresent()) {
      refusals.locked(account);
      return new Outcome.Wait(wait.get());
    }
    Optional<Caller.Staff> member =
        staff.authenticate(account, password).filter(found -> ways.isOwn(staff.login(found.id())));
    if (member.isEmpty()) {
      refusals.password(account);
      return new Outcome.Wrong();
    }
    return new Outcome.Next(attempts.open(member.get().id()));
  }

  private Optional<Duration> guard(String account, Visit visit) {
    if (devices.knowsLogin(visit.device(), account)) {
      return throttles.take(
          "device:" + Secret.name(visit.device() + account), OF_DEVICE, OF_DEVICE_REFILL);
    }
    return throttles
        .take("network:" + visit.network(), OF_NETWORK, OF_NETWORK_REFILL)
        .or(() -> throttles.take("login:" + Secret.name(account), OF_ACCOUNT, OF_ACCOUNT_REFILL));
  }

  /** What an attempt still owes; empty when it is over. */
  public Optional<Step> step(String attempt) {
    return attempts.owner(attempt).map(agent -> step(attempt, agent));
  }

  private Step step(String attempt, AgentId agent) {
    String login = staff.login(agent);
    if (factors.isArmed(agent)) {
      return new Step(login, "", "", passkeys.ask(agent, attempt), factors.has(agent));
    }
    String secret = Totp.base32(attempts.authenticator(attempt));
    String name = URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20");
    return new Step(
        login,
        "otpauth://totp/Sportello:" + name + "?secret=" + secret + "&issuer=Sportello",
        secret.replaceAll("(.{4})(?!$)", "$1 "),
        passkeys.askNew(agent, attempt),
        false);
  }

  /** The second step: a code of the authenticator, old or new, or a recovery code. */
  public Outcome code(String attempt, String code, Visit visit) {
    return finish(
        attempt,
        visit,
        agent ->
            factors.isArmed(agent)
                ? attempts.finish(attempt, agent, code, visit)
                : attempts.enrol(attempt, agent, code, visit));
  }

  /** The second step: what a device has signed with a passkey. */
  public Outcome passkey(String attempt, PasskeyProof proof, Visit visit) {
    return finish(attempt, visit, agent -> attempts.finish(attempt, agent, proof, visit));
  }

  /**
   * The second step of somebody who has no second factor yet: a passkey that a device has made.
   *
   * @throws InvalidValue {@code passkey.name}
   */
  public Outcome passkey(String attempt, PasskeyOffer offer, Visit visit) {
    return finish(attempt, visit, agent -> attempts.enrol(attempt, agent, offer, visit));
  }

  private Outcome finish(
      String attempt, Visit visit, Function<AgentId, Optional<Outcome.Signed>> step) {
    Optional<AgentId> owner = attempts.owner(attempt);
    if (owner.isEmpty() || !attempts.count(attempt)) {
      return new Outcome.Over();
    }
    AgentId agent = owner.get();
    Optional<Duration> wait = guardCodes(agent, visit);
    if (wait.isPresent()) {
      refusals.locked(agent);
      return new Outcome.Wait(wait.get());
    }
    Optional<Outcome.Signed> signed = step.apply(agent);
    if (signed.isEmpty()) {
      refusals.code(agent);
      return new Outcome.Wrong();
    }
    return signed.get();
  }

  private Optional<Duration> guardCodes(AgentId agent, Visit visit) {
    return devices.knows(visit.device(), agent)
        ? throttles.take(
            "codes:" + Secret.name(visit.device() + agent.value()), OF_DEVICE, OF_DEVICE_REFILL)
        : throttles.take("codes:" + agent.value(), OF_CODES, OF_CODES_REFILL);
  }
}
