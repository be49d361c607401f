package it.sportello.contacts;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;

/**
 * A row of a statement. Its values are texts, numbers, truths, bytes, instants and arrays; whatever
 * else the driver knows is read as text.
 */
public final class DataRow {
  private final String[] columns;
  private final Object[] values;

  private DataRow(String[] columns, Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  static String[] columns(ResultSet found) throws SQLException {
    ResultSetMetaData about = found.getMetaData();
    String[] columns = new String[about.getColumnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = about.getColumnLabel(i + 1);
    }
    return columns;
  }

  static DataRow of(String[] columns, ResultSet found) throws SQLException {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(found, i + 1);
    }
    return new DataRow(columns, values);
  }

  private static Object value(ResultSet found, int column) throws SQLException {
    Object value = found.getObject(column);
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof Array array) {
      return array.getArray();
    }
    return value == null
            || value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof byte[]
        ? value
        : found.getString(column);
  }

  /**
   * @return null where the column is
   * @throws IllegalArgumentException when there is no such column
   */
  public Object get(String column) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].equals(column)) {
        return values[i];
      }
    }
    throw new IllegalArgumentException("no column " + column);
  }

  /**
   * @throws ClassCastException when it holds something else
   */
  public <T> T get(String column, Class<T> type) {
    return type.cast(get(column));
  }
}
