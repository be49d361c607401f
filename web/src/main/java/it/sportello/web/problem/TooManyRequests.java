package it.sportello.web.problem;

import java.time.Duration;

/** The caller asked more often than is allowed; from {@link #retryAfter()} on it may again. */
public final class TooManyRequests extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Duration retryAfter;

  public TooManyRequests(Duration retryAfter) {
    super("too many requests");
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
