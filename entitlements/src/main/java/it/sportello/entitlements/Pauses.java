package it.sportello.entitlements;

import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.WaitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the desk waited for the customer: on the ticket itself and on each that was merged into it.
 * While any of them waits, the ticket does.
 */
final class Pauses {
  private static final Comparator<Pause> BY_START =
      Comparator.comparing(Pause::from).thenComparing(Pause::to).thenComparing(Pause::reason);

  private final List<Pause> ended = new ArrayList<>();

  /** By the ticket on which it was asked; empty for the own. */
  private final Map<Optional<TicketId>, Open> open = new HashMap<>();

  private record Open(Instant from, WaitReason reason) {
    /** What became known too late to be a pause is an empty one. */
    Pause until(Instant to) {
      return new Pause(from, to.isBefore(from) ? from : to, reason);
    }
  }

  /** A second question ends the wait for the first, at the same instant. */
  void begin(Optional<TicketId> of, WaitReason reason, Instant at) {
    end(of, at);
    open.put(of, new Open(at, reason));
  }

  void end(Optional<TicketId> of, Instant at) {
    Optional.ofNullable(open.remove(of)).ifPresent(o -> ended.add(o.until(at)));
  }

  /** What is waited for on {@code from} is waited for on {@code into} from now on. */
  void join(Optional<TicketId> from, Optional<TicketId> into, Instant at) {
    Open waiting = open.remove(from);
    if (waiting == null) {
      return;
    }
    if (open.containsKey(into)) {
      ended.add(waiting.until(at));
    } else {
      open.put(into, waiting);
    }
  }

  /** Since when, without a break up to now; empty when nothing is waited for. */
  Optional<Instant> since() {
    return open.values().stream().map(Open::from).min(Comparator.naturalOrder());
  }

  Optional<WaitReason> reason() {
    return open.values().stream()
        .min(Comparator.comparing(Open::from).thenComparing(Open::reason))
        .map(Open::reason);
  }

  /** The union of all, cut to the stretch: rising, without overlaps; what is open ends there. */
  List<Pause> between(Instant start, Instant end) {
    List<Pause> all = new ArrayList<>(ended);
    open.values().forEach(o -> all.add(o.until(end)));
    all.sort(BY_START);
    List<Pause> union = new ArrayList<>();
    Instant covered = start;
    for (Pause pause : all) {
      Instant from = later(pause.from(), covered);
      Instant to = pause.to().isBefore(end) ? pause.to() : end;
      if (from.isBefore(to)) {
        union.add(new Pause(from, to, pause.reason()));
        covered = to;
      }
    }
    return union;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
