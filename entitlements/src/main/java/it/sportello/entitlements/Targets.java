package it.sportello.entitlements;

import java.time.Duration;
import java.util.Optional;

/** What a level promises, in working time; empty: not promised. */
public record Targets(
    Optional<Duration> takeInCharge,
    Optional<Duration> answer,
    Optional<Duration> nextAnswer,
    Optional<Duration> resolution) {}
