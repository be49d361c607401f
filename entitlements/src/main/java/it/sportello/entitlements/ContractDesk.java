package it.sportello.entitlements;

import it.sportello.contacts.Audit;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.DeskClock;
import it.sportello.contacts.PlatformId;
import it.sportello.contacts.Scope;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The contracts, for administrators. A change is a new version that takes the place of the one
 * before; both stay visible. What changes a day that has passed says why.
 *
 * <p>Everybody else is told {@link NotAllowed}.
 */
@ApplicationScoped
@Transactional
public class ContractDesk {
  private static final int MOST_GRACE = 366;

  @Inject ContractRows rows;
  @Inject LevelStore levels;
  @Inject Contacts contacts;
  @Inject Acts acts;
  @Inject Audit audit;
  @Inject DeskClock clock;

  /** Every version of every contract of the platform, by first day; what holds before the rest. */
  public List<ContractView> of(Scope scope, PlatformId platform) {
    Administrator.of(scope, "administer");
    return rows.of(platform, today());
  }

  /** Platforms that have or had a contract, by id; at most {@code limit} after {@code after}. */
  public List<PlatformId> platforms(Scope scope, long after, int limit) {
    Administrator.of(scope, "administer");
    return rows.platforms(after, limit);
  }

  /**
   * All versions of one contract, the one that holds first.
   *
   * @throws UnknownContract when there is none
   */
  public List<ContractView> contract(Scope scope, long contract) {
    Administrator.of(scope, "administer");
    List<ContractView> versions = rows.contract(contract, today());
    if (versions.isEmpty()) {
      throw new UnknownContract(contract);
    }
    return versions;
  }

  /**
   * Stores a contract; a repeat stores nothing.
   *
   * @param correction why, where it begins before today; else may be empty
   * @return the contract's id
   * @throws InvalidTerms with every fault
   */
  public long add(
      Scope scope, PlatformId platform, ContractDraft terms, String correction, Origin origin) {
    Administrator by = Administrator.of(scope, "administer");
    Optional<Long> before = acts.begin(origin);
    if (before.isPresent()) {
      return before.get();
    }
    Faults faults = new Faults();
    faults.unless(contacts.platform(platform).isPresent(), "/platform", "value.unknown");
    check(terms, faults);
    faults.past(terms.from(), today(), correction, "/from");
    overlaps(platform, 0, terms, faults);
    faults.refuse();
    long made = rows.insert(platform, 0, terms, false, by, correction);
    return done(scope, "contract.add", made, origin);
  }

  /**
   * Lets new terms take the place of the old ones, from the first day of the contract. Tickets keep
   * what they were promised.
   *
   * @param version the one that the caller has seen
   * @param correction why
   * @throws ContractChanged when {@code version} does not hold any more
   * @throws UnknownContract when there is none
   */
  public long correct(
      Scope scope,
      long contract,
      long version,
      ContractDraft terms,
      String correction,
      Origin origin) {
    return replace(
        scope,
        "contract.correct",
        contract,
        version,
        (old, faults) -> {
          check(terms, faults);
          reason(correction, faults);
          overlaps(old.platform(), contract, terms, faults);
          return new Successor(terms, false, correction);
        },
        origin);
  }

  /**
   * Ends a contract on a day; what it says else stays.
   *
   * @param lastDay not before its first day
   * @param correction why, where the day has passed; else may be empty
   * @throws ContractChanged when {@code version} does not hold any more
   */
  public long end(
      Scope scope,
      long contract,
      long version,
      LocalDate lastDay,
      String correction,
      Origin origin) {
    return replace(
        scope,
        "contract.end",
        contract,
        version,
        (old, faults) -> {
          ContractDraft was = old.terms();
          ContractDraft terms =
              new ContractDraft(
                  was.level(), was.baseLevel(), was.from(), Optional.of(lastDay), was.graceDays());
          check(terms, faults);
          faults.past(lastDay, today(), correction, "/to");
          overlaps(old.platform(), contract, terms, faults);
          return new Successor(terms, false, correction);
        },
        origin);
  }

  /**
   * Says that a contract should never have been: it counts for nothing from now on, and stays
   * visible.
   *
   * @param correction why
   * @throws ContractChanged when {@code version} does not hold any more
   */
  public long annul(Scope scope, long contract, long version, String correction, Origin origin) {
    return replace(
        scope,
        "contract.annul",
        contract,
        version,
        (old, faults) -> {
          reason(correction, faults);
          return new Successor(old.terms(), true, correction);
        },
        origin);
  }

  /** What takes the place of a version. */
  private record Successor(ContractDraft terms, boolean annulled, String correction) {}

  private long replace(
      Scope scope,
      String act,
      long contract,
      long version,
      BiFunction<ContractView, Faults, Successor> change,
      Origin origin) {
    Administrator by = Administrator.of(scope, "administer");
    Optional<Long> before = acts.begin(origin);
    if (before.isPresent()) {
      return before.get();
    }
    ContractView old = held(contract, version);
    Faults faults = new Faults();
    faults.unless(!old.annulled(), "", "contract.annulled");
    Successor next = change.apply(old, faults);
    faults.refuse();
    rows.supersede(version, clock.now());
    rows.insert(old.platform(), contract, next.terms(), next.annulled(), by, next.correction());
    return done(scope, act, contract, origin);
  }

  private static void reason(String correction, Faults faults) {
    faults.unless(!correction.isBlank(), "/correction", "terms.reason.missing");
    faults.unless(
        correction.length() <= Faults.LONGEST_REASON, "/correction", "terms.reason.length");
  }

  private void check(ContractDraft terms, Faults faults) {
    LevelBook book = levels.book();
    faults.unless(book.knows(terms.level()), "/level", "terms.level.unknown");
    faults.unless(book.knows(terms.baseLevel()), "/baseLevel", "terms.level.unknown");
    faults.date(terms.from(), "/from");
    terms.to().ifPresent(to -> faults.date(to, "/to"));
    faults.unless(
        terms.to().map(to -> !to.isBefore(terms.from())).orElse(true), "/to", "contract.order");
    if (terms.graceDays() < 0 || terms.graceDays() > MOST_GRACE) {
      faults.add("/graceDays", "value.between", Map.of("min", 0, "max", MOST_GRACE));
    }
  }

  private void overlaps(PlatformId platform, long contract, ContractDraft terms, Faults faults) {
    if (!faults.none()) {
      return;
    }
    rows.overlapping(platform, contract, terms, today())
        .ifPresent(
            other ->
                faults.add(
                    "/from",
                    other.terms().to().isPresent()
                        ? "contract.overlap"
                        : "contract.overlap.endless",
                    Map.of(
                        "contract",
                        other.contract(),
                        "level",
                        other.terms().level(),
                        "first",
                        other.terms().from(),
                        "last",
                        other.terms().to().orElse(Contracts.NO_END))));
  }

  private ContractView held(long contract, long version) {
    List<ContractView> versions = rows.contract(contract, today());
    if (versions.isEmpty()) {
      throw new UnknownContract(contract);
    }
    return versions.stream()
        .filter(v -> v.version() == version && v.superseded().isEmpty())
        .findFirst()
        .orElseThrow(() -> new ContractChanged(contract));
  }

  private long done(Scope scope, String act, long contract, Origin origin) {
    acts.keep(origin, contract);
    audit.record(scope, act, "contract:" + contract);
    return contract;
  }

  private LocalDate today() {
    return Rome.date(clock.now());
  }
}
