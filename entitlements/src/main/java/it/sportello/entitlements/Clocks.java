package it.sportello.entitlements;

import static it.sportello.ticketing.PromiseKind.ANSWER;
import static it.sportello.ticketing.PromiseKind.NEXT_ANSWER;
import static it.sportello.ticketing.PromiseKind.RESOLUTION;
import static it.sportello.ticketing.PromiseKind.TAKE_IN_CHARGE;

import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The clocks of one ticket: a pure function of its ledger, the level versions that it names and
 * their calendars. The rules are told in the package documentation. A calendar that fails cannot
 * make an opening fail: the promise is then due when it started, marked as not computed.
 */
final class Clocks {
  private static final Comparator<ClockRun> SOONEST =
      Comparator.comparing(ClockRun::due).thenComparing(ClockRun::kind);

  private final LongFunction<LevelVersion> levels;
  private final List<Course> courses = new ArrayList<>();
  private final Pauses waits = new Pauses();
  private Terms terms;
  private List<ClockRun> runs = List.of();
  private boolean answered;
  private boolean resolved;

  private Clocks(Terms terms, LongFunction<LevelVersion> levels) {
    this.terms = terms;
    this.levels = levels;
  }

  /**
   * @param ledger in the order in which it became known; its own receipt comes before every other
   *     fact of its own
   */
  static Clocks of(List<Fact> ledger, LongFunction<LevelVersion> levels) {
    Fact receipt = ledger.stream().filter(Fact::own).findFirst().orElseThrow();
    LevelVersion level = levels.apply(receipt.levelVersion().orElseThrow());
    Clocks clocks = new Clocks(new Terms(level, receipt.severity().orElseThrow()), levels);
    Story.of(ledger).forEach(clocks::happened);
    clocks.runs =
        clocks.courses.stream().filter(Course::promised).map(c -> c.run(clocks.waits)).toList();
    return clocks;
  }

  LevelVersion level() {
    return terms.level();
  }

  Priority priority() {
    return terms.priority();
  }

  /** In the order in which they started. */
  List<ClockRun> runs() {
    return runs;
  }

  /** Each run with its reasons, as it stands at the instant. */
  List<Clock> at(Instant now) {
    return courses.stream().filter(Course::promised).map(c -> c.clock(waits, now)).toList();
  }

  /** The earliest promise that runs and is not kept; what is paused is never next. */
  Optional<ClockRun> next() {
    return runs.stream().filter(ClockRun::running).filter(r -> !r.paused()).min(SOONEST);
  }

  /** What was promised when the request came in. */
  Promise promise() {
    return new Promise(first(TAKE_IN_CHARGE), first(ANSWER), first(RESOLUTION));
  }

  private Deadline first(PromiseKind kind) {
    return runs.stream()
        .filter(r -> r.kind() == kind)
        .findFirst()
        .map(ClockRun::due)
        .orElse(Deadline.NEVER);
  }

  private void happened(Fact fact) {
    switch (fact.kind()) {
      case RECEIVED -> received(fact);
      case SCREENED -> screened(fact);
      case TAKEN_IN_CHARGE -> keep(TAKE_IN_CHARGE, fact);
      case ANSWERED -> answered(fact);
      case ASKED -> {
        answered(fact);
        waits.begin(fact.of(), fact.reason().orElseThrow(), fact.at());
      }
      case CUSTOMER_WROTE -> wrote(fact);
      case RESUMED -> waits.end(fact.of(), fact.at());
      case RESOLVED -> resolve(fact);
      case REOPENED -> {
        if (fact.own()) {
          reopen(fact.at());
        }
      }
      case MERGED -> merged(fact);
      case VERSION_APPLIED -> {
        if (fact.own()) {
          LevelVersion applied = levels.apply(fact.levelVersion().orElseThrow());
          under(new Terms(applied, terms.severity()), fact);
        }
      }
    }
  }

  /** The earliest receipt starts the clocks; that of a merged ticket is one more message. */
  private void received(Fact fact) {
    if (courses.isEmpty()) {
      start(TAKE_IN_CHARGE, fact.at());
      start(ANSWER, fact.at());
      start(RESOLUTION, fact.at());
      return;
    }
    wrote(fact);
  }

  /** That of a merged ticket says nothing about this one. */
  private void screened(Fact fact) {
    if (fact.own()) {
      under(new Terms(terms.level(), fact.severity().orElseThrow()), fact);
    }
  }

  private void under(Terms other, Fact because) {
    terms = other;
    courses.replaceAll(c -> c.under(other, because));
  }

  private void answered(Fact fact) {
    keep(TAKE_IN_CHARGE, fact);
    keep(ANSWER, fact);
    keep(NEXT_ANSWER, fact);
    answered = true;
  }

  /** On a ticket merged later, it was alive also while this one was resolved. */
  private void wrote(Fact fact) {
    waits.end(fact.of(), fact.at());
    if (resolved && !fact.own()) {
      reopen(fact.at());
    } else {
      waits(fact.at());
    }
  }

  /** The customer waits for an answer: the next one once there was a first, from the oldest. */
  private void waits(Instant since) {
    if (resolved || !answered) {
      return;
    }
    if (!isRunning(NEXT_ANSWER)) {
      start(NEXT_ANSWER, since);
    }
    courses.replaceAll(
        c -> isRunning(c, NEXT_ANSWER) && since.isBefore(c.start()) ? c.from(since) : c);
  }

  /** A duplicate keeps nothing. The end of a ticket merged later ended only its own waiting. */
  private void resolve(Fact fact) {
    waits.end(fact.of(), fact.at());
    if (!fact.own()) {
      return;
    }
    if (fact.resolution().orElse(Fact.Resolution.SOLVED) == Fact.Resolution.SOLVED) {
      keep(RESOLUTION, fact);
    }
    courses.replaceAll(c -> c.running() ? c.stopped(fact.at()) : c);
    resolved = true;
  }

  private void reopen(Instant at) {
    resolved = false;
    for (PromiseKind kind : List.of(TAKE_IN_CHARGE, ANSWER)) {
      if (!everKept(kind) && !isRunning(kind)) {
        start(kind, at);
      }
    }
    waits(at);
    if (!isRunning(RESOLUTION)) {
      start(RESOLUTION, at);
    }
  }

  private void merged(Fact fact) {
    waits.join(fact.other(), fact.of(), fact.at());
    if (fact.own()) {
      courses.replaceAll(c -> c.running() ? c.joined(fact) : c);
    }
  }

  private void start(PromiseKind kind, Instant at) {
    int round = 1 + (int) courses.stream().filter(c -> c.kind() == kind).count();
    courses.add(Course.started(kind, round, at, terms));
  }

  private void keep(PromiseKind kind, Fact by) {
    courses.replaceAll(c -> isRunning(c, kind) ? c.kept(by.by(), by.at()) : c);
  }

  private boolean everKept(PromiseKind kind) {
    return courses.stream().anyMatch(c -> c.kind() == kind && c.kept());
  }

  private boolean isRunning(PromiseKind kind) {
    return courses.stream().anyMatch(c -> isRunning(c, kind));
  }

  private static boolean isRunning(Course course, PromiseKind kind) {
    return course.kind() == kind && course.running();
  }
}
