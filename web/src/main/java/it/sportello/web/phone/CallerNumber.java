package it.sportello.web.phone;

import java.util.Optional;

/** The number that calls, where it is one: E.164 (ITU-T), {@code +} and 7 to 15 digits. */
final class CallerNumber {
  private CallerNumber() {}

  /** Empty for {@code anonymous} and all else that a switchboard says of a hidden number. */
  static Optional<String> of(String from) {
    return Optional.of(from).filter(number -> number.matches("\\+[1-9][0-9]{6,14}"));
  }
}
