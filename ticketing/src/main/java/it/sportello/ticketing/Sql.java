package it.sportello.ticketing;

import it.sportello.contacts.Statements;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;

/** The statements of this module, and what their columns hold. */
final class Sql extends Statements {
  private Sql() {}

  static long number(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  /** Empty for null, which no id of ours is. */
  static Optional<Long> id(Tuple row, String column) {
    return Optional.ofNullable((Number) row.get(column)).map(Number::longValue);
  }

  static String text(Tuple row, String column) {
    return row.get(column).toString();
  }

  static <E extends Enum<E>> E constant(Class<E> type, Tuple row, String column) {
    return Enum.valueOf(type, text(row, column));
  }

  static Instant instant(Tuple row, String column) {
    return row.get(column, Instant.class);
  }
}
