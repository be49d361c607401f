package it.sportello.contacts;

/** The statements of this module, and what their columns hold. */
final class Sql extends Statements {
  private Sql() {}

  static long id(DataRow row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  static String text(DataRow row, String column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }
}
