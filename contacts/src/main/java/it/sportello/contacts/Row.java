package it.sportello.contacts;

import jakarta.persistence.Tuple;
import jakarta.persistence.TupleElement;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;

/**
 * A row of a statement. Its values are texts, numbers, truths, bytes, instants and arrays; whatever
 * else the driver knows is read as text.
 */
final class Row implements Tuple {
  private final String[] columns;
  private final Object[] values;

  private Row(String[] columns, Object[] values) {
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

  static Row of(String[] columns, ResultSet found) throws SQLException {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(found, i + 1);
    }
    return new Row(columns, values);
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

  @Override
  public Object get(String alias) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].equals(alias)) {
        return values[i];
      }
    }
    throw new IllegalArgumentException("no column " + alias);
  }

  @Override
  public <T> T get(String alias, Class<T> type) {
    return type.cast(get(alias));
  }

  @Override
  public Object get(int place) {
    return values[place];
  }

  @Override
  public <T> T get(int place, Class<T> type) {
    return type.cast(get(place));
  }

  @Override
  public Object[] toArray() {
    return values.clone();
  }

  @Override
  public <T> T get(TupleElement<T> element) {
    throw new UnsupportedOperationException("columns are read by name");
  }

  @Override
  public List<TupleElement<?>> getElements() {
    throw new UnsupportedOperationException("columns are read by name");
  }
}
