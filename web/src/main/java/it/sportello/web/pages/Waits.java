package it.sportello.web.pages;

import java.time.Duration;

/** What somebody is told who has guessed too often. */
final class Waits {
  private static final int TOO_MANY = 429;

  private Waits() {}

  /** In whole minutes, rounded up; the response says so too (RFC 6585 section 4). */
  static String say(Words words, String key, Duration wait) {
    long seconds = Math.max(1, wait.toSeconds());
    Turn.response().setHeader("Retry-After", String.valueOf(seconds));
    Turn.status(TOO_MANY);
    return words.say(key, (seconds + 59) / 60);
  }
}
