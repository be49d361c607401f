package it.sportello.web.pages;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.Clock;
import it.sportello.entitlements.LevelView;
import it.sportello.entitlements.Levels;
import it.sportello.entitlements.Promises;
import it.sportello.entitlements.WatchRules;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.WaitReason;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deadlines in words, for one page and its one instant. */
@RequestScoped
public class Vows {
  private static final int FULL = 100;

  private static final List<PromiseKind> ORDER =
      List.of(
          PromiseKind.TAKE_IN_CHARGE,
          PromiseKind.ANSWER,
          PromiseKind.NEXT_ANSWER,
          PromiseKind.RESOLUTION);

  @Inject Page page;
  @Inject Promises promises;
  @Inject Levels levels;
  @Inject WatchRules watch;

  private final Map<Long, LevelView> known = new HashMap<>();

  /** A promise, how its deadline was counted, and what changed the counting. */
  public record Vow(PromiseLine line, List<Why> why, String total, List<String> turns) {}

  /** One line of the counting. */
  public record Why(String span, String reason) {}

  /** In the order in which a customer waits for them. */
  List<Vow> inOrder(List<Clock> clocks, long levelVersion, Map<AgentId, String> names, When when) {
    return clocks.stream()
        .sorted(
            Comparator.comparing(Clock::start).thenComparing(clock -> ORDER.indexOf(clock.kind())))
        .map(clock -> vow(clock, levelVersion, names, when))
        .toList();
  }

  /** The version of a level, looked up once for a page; none before anything was granted. */
  Optional<LevelView> level(long version) {
    return version == 0
        ? Optional.empty()
        : Optional.of(known.computeIfAbsent(version, levels::level));
  }

  String levelName(long version, String code) {
    return level(version).map(this::name).orElse(code);
  }

  String name(LevelView level) {
    return page.getLang().equals("it") ? level.nameIt() : level.nameEn();
  }

  /** The earliest promise that runs. */
  PromiseLine next(PromiseKind kind, Deadline due, long levelVersion, Severity severity) {
    if (due.isNever() || kind == PromiseKind.NONE) {
      return none();
    }
    Duration target =
        level(levelVersion).flatMap(l -> l.target(kind, severity)).orElse(Duration.ZERO);
    return running(kind, due, levelVersion, target, page.when());
  }

  PromiseLine none() {
    return new PromiseLine("none", "clock", page.words().say("promise.none"), "", 0);
  }

  /** Where nothing else runs. */
  PromiseLine waiting(WaitReason reason) {
    return new PromiseLine("paused", "paused", page.words().say("waits." + reason), "", 0);
  }

  private PromiseLine running(
      PromiseKind kind, Deadline due, long levelVersion, Duration target, When when) {
    Words words = page.words();
    Duration left = promises.left(levelVersion, page.instant(), due);
    String said = words.say("promise." + kind + ".by", when.brief(due.at()));
    if (due.isMissedAt(page.instant())) {
      return new PromiseLine(
          "late", "late", said, words.say("promise.late", When.span(left)), FULL);
    }
    return inTime(said, left, target);
  }

  private PromiseLine inTime(String said, Duration left, Duration target) {
    int used = used(left, target);
    return watch.nearness().isNear(target, left)
        ? new PromiseLine("near", "near", said, When.span(left), used)
        : new PromiseLine("ontime", "clock", said, When.span(left), used);
  }

  private Vow vow(Clock clock, long levelVersion, Map<AgentId, String> names, When when) {
    return new Vow(
        line(clock, levelVersion, names, when),
        why(clock, when),
        page.words().say("why.total", When.exactSpan(clock.target()), when.brief(clock.start())),
        clock.turns().stream().map(turn -> turn(turn, when)).toList());
  }

  /** Whole seconds of what is counted up to each line, so that the lines add up to the target. */
  private List<Why> why(Clock clock, When when) {
    List<Why> lines = new ArrayList<>();
    Duration counted = Duration.ZERO;
    for (WhyLine line : clock.why()) {
      long before = counted.toSeconds();
      counted = counted.plus(line.counted());
      Duration shown = Duration.ofSeconds(counted.toSeconds() - before);
      lines.add(
          new Why(
              when.between(line.from(), line.to()),
              line.open() ? When.exactSpan(shown) : reason(line.reasonKey())));
    }
    return lines;
  }

  private String turn(Clock.Turn turn, When when) {
    Words words = page.words();
    String at = when.brief(turn.at());
    if (turn.merged().isPresent()) {
      return words.say("turn.merged", at, turn.merged().get());
    }
    String target =
        turn.target()
            .map(t -> words.say("turn.target", When.exactSpan(t)))
            .orElse(words.say("turn.target.none"));
    return turn.severity()
        .map(s -> words.say("turn.severity", at, words.say("severity." + s), target))
        .orElseGet(() -> words.say("turn.level", at, turn.level().orElse(""), target));
  }

  private PromiseLine line(Clock clock, long levelVersion, Map<AgentId, String> names, When when) {
    return switch (clock.state()) {
      case RUNNING, MISSED -> running(clock, levelVersion, when);
      case PAUSED -> paused(clock, when);
      case KEPT -> ended("kept", "kept", clock, names, when);
      case KEPT_LATE -> ended("missed", "late", clock, names, when);
      case STOPPED ->
          new PromiseLine(
              "none",
              "paused",
              page.words().say("promise." + clock.kind()),
              page.words().say("promise.stopped"),
              0);
    };
  }

  private PromiseLine running(Clock clock, long levelVersion, When when) {
    return running(clock.kind(), clock.due(), levelVersion, clock.target(), when);
  }

  private PromiseLine paused(Clock clock, When when) {
    Words words = page.words();
    String since = clock.pausedSince().map(when::brief).orElse("");
    return new PromiseLine(
        "paused",
        "paused",
        words.say("promise.paused", words.say("promise." + clock.kind()), since),
        clock.waitsFor().map(reason -> words.say("waits." + reason)).orElse(""),
        0);
  }

  private PromiseLine ended(
      String state, String icon, Clock clock, Map<AgentId, String> names, When when) {
    Words words = page.words();
    Instant at = clock.keptAt().orElse(clock.due().at());
    String by = clock.keptBy().map(names::get).orElse("");
    String said =
        by.isEmpty()
            ? words.say("promise.done", words.say("promise." + clock.kind()), when.brief(at))
            : words.say(
                "promise.done_by", words.say("promise." + clock.kind()), when.brief(at), by);
    return new PromiseLine(state, icon, said, words.say("promise." + state), FULL);
  }

  /** What is no key of ours are the words of the administrator who closed the day. */
  private String reason(String key) {
    Words words = page.words();
    if (words.knows("why." + key)) {
      return words.say("why." + key);
    }
    return key.startsWith("closed.") ? words.say("why.closed") : key;
  }

  private static int used(Duration left, Duration target) {
    if (target.isZero()) {
      return 0;
    }
    long used = FULL - FULL * left.toSeconds() / target.toSeconds();
    return (int) Math.max(0, Math.min(FULL, used));
  }
}
