package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  @Inject Throttles throttles;
  @Inject Devices devices;

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
   * @param uri what the code to scan says, empty when this person has an authenticator
   * @param secret the same to type
   */
  public record Step(String login, String uri, String secret) {
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
      return new Outcome.Wait(wait.get());
    }
    return staff
        .authenticate(account, password)
        .<Outcome>map(member -> new Outcome.Next(attempts.open(member.id())))
        .orElseGet(Outcome.Wrong::new);
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
    if (factors.has(agent)) {
      return new Step(login, "", "");
    }
    String secret = Totp.base32(attempts.authenticator(attempt));
    String name = URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20");
    return new Step(
        login,
        "otpauth://totp/Sportello:" + name + "?secret=" + secret + "&issuer=Sportello",
        secret.replaceAll("(.{4})(?!$)", "$1 "));
  }

  /** The second step: a code of the authenticator, old or new, or a recovery code. */
  public Outcome code(String attempt, String code, Visit visit) {
    Optional<AgentId> owner = attempts.owner(attempt);
    if (owner.isEmpty() || !attempts.count(attempt)) {
      return new Outcome.Over();
    }
    AgentId agent = owner.get();
    Optional<Duration> wait = guardCodes(agent, visit);
    if (wait.isPresent()) {
      return new Outcome.Wait(wait.get());
    }
    Optional<Outcome.Signed> signed =
        factors.has(agent)
            ? attempts.finish(attempt, agent, code, visit)
            : attempts.enrol(attempt, agent, code, visit);
    return signed.<Outcome>map(outcome -> outcome).orElseGet(Outcome.Wrong::new);
  }

  private Optional<Duration> guardCodes(AgentId agent, Visit visit) {
    return devices.knows(visit.device(), agent)
        ? throttles.take(
            "codes:" + Secret.name(visit.device() + agent.value()), OF_DEVICE, OF_DEVICE_REFILL)
        : throttles.take("codes:" + agent.value(), OF_CODES, OF_CODES_REFILL);
  }
}
