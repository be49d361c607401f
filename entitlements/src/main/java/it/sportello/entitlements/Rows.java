package it.sportello.entitlements;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.Statements;
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

  static long number(DataRow row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static int small(DataRow row, String column) {
    return ((Number) row.get(column)).intValue();
  }

  static Optional<Long> anyNumber(DataRow row, String column) {
    return Optional.ofNullable(row.get(column)).map(n -> ((Number) n).longValue());
  }

  static Optional<Duration> anyMinutes(DataRow row, String column) {
    return anyNumber(row, column).map(Duration::ofMinutes);
  }

  static String text(DataRow row, String column) {
    return row.get(column).toString();
  }

  static boolean truth(DataRow row, String column) {
    return (Boolean) row.get(column);
  }

  /** A date that the statement casts to text, see {@link Rows}. */
  static LocalDate date(DataRow row, String column) {
    return LocalDate.parse(text(row, column));
  }

  /** A time of day that the statement casts to text. */
  static LocalTime time(DataRow row, String column) {
    return LocalTime.parse(text(row, column));
  }

  static Instant instant(DataRow row, String column) {
    return anyInstant(row, column).orElseThrow();
  }

  static Optional<Instant> anyInstant(DataRow row, String column) {
    return Optional.ofNullable(row.get(column, Instant.class));
  }
}
