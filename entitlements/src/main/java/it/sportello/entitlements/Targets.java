package it.sportello.entitlements;

import it.sportello.ticketing.PromiseKind;
import java.time.Duration;
import java.util.Optional;

/** What a level promises, in working time; empty: not promised. */
public record Targets(
    Optional<Duration> takeInCharge,
    Optional<Duration> answer,
    Optional<Duration> nextAnswer,
    Optional<Duration> resolution) {
  public static final Targets NONE =
      new Targets(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Optional<Duration> of(PromiseKind kind) {
    return switch (kind) {
      case TAKE_IN_CHARGE -> takeInCharge;
      case ANSWER -> answer;
      case NEXT_ANSWER -> nextAnswer;
      case RESOLUTION -> resolution;
      case NONE -> Optional.empty();
    };
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
