package it.sportello.notifications;

import it.sportello.contacts.DataRow;
import it.sportello.contacts.Statements;
import java.time.Instant;
import java.util.Optional;

/** The statements of this module, and what their columns hold. */
final class Sql extends Statements {
  private Sql() {}

  static long number(DataRow row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  /** Empty for null. */
  static Optional<Long> id(DataRow row, String column) {
    return Optional.ofNullable((Number) row.get(column)).map(Number::longValue);
  }

  static String text(DataRow row, String column) {
    return row.get(column).toString();
  }

  static <E extends Enum<E>> E constant(Class<E> type, DataRow row, String column) {
    return Enum.valueOf(type, text(row, column));
  }

  static byte[] bytes(DataRow row, String column) {
    Object value = row.get(column);
    return value == null ? new byte[0] : (byte[]) value;
  }

  /** Empty for null. */
  static Optional<Instant> instant(DataRow row, String column) {
    return Optional.ofNullable(row.get(column, Instant.class));
  }
}
