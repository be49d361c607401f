package it.sportello.contacts;

import jakarta.persistence.Tuple;

/** The statements of this module, and what their columns hold. */
final class Sql extends Statements {
  private Sql() {}

  static long id(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static String text(Tuple row, String column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }
}
