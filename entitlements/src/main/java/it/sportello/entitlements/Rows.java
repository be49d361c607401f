package it.sportello.entitlements;

import it.sportello.contacts.Statements;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * The statements of this module, and what their columns hold. Dates and times of day cross the
 * driver as text, both ways: bound as values, they are shifted by the zone of the machine.
 */
final class Rows extends Statements {
  private Rows() {}

  static long number(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static int small(Tuple row, String column) {
    return ((Number) row.get(column)).intValue();
  }

  static Optional<Long> anyNumber(Tuple row, String column) {
    return Optional.ofNullable(row.get(column)).map(n -> ((Number) n).longValue());
  }

  static Optional<Duration> anyMinutes(Tuple row, String column) {
    return anyNumber(row, column).map(Duration::ofMinutes);
  }

  static String text(Tuple row, String column) {
    return row.get(column).toString();
  }

  static boolean truth(Tuple row, String column) {
    return (Boolean) row.get(column);
  }

  /** A date that the statement casts to text, see {@link Rows}. */
  static LocalDate date(Tuple row, String column) {
    return LocalDate.parse(text(row, column));
  }

  /** A time of day that the statement casts to text. */
  static LocalTime time(Tuple row, String column) {
    return LocalTime.parse(text(row, column));
  }

  static Instant instant(Tuple row, String column) {
    return anyInstant(row, column).orElseThrow();
  }

  static Optional<Instant> anyInstant(Tuple row, String column) {
    return Optional.ofNullable(row.get(column, Instant.class));
  }
}
