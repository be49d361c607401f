package it.sportello.web.harness;

import it.sportello.launcher.TryOutPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A look into the database under the desk, as superuser. */
public final class Sql {
  private final TryOutPostgres database;

  public Sql(TryOutPostgres database) {
    this.database = database;
  }

  public long number(String query, Object... values) {
    return Long.parseLong(text(query, values));
  }

  /** The first column of the one row. */
  public String text(String query, Object... values) {
    List<String> column = column(query, values);
    if (column.size() != 1) {
      throw new AssertionError(column.size() + " rows instead of one: " + query);
    }
    return column.get(0);
  }

  /** The first column of all rows. */
  public List<String> column(String query, Object... values) {
    try (Connection connection = database.superuser();
        PreparedStatement statement = prepare(connection, query, values);
        ResultSet rows = statement.executeQuery()) {
      List<String> column = new ArrayList<>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  public void run(String statement, Object... values) {
    try (Connection connection = database.superuser();
        PreparedStatement prepared = prepare(connection, statement, values)) {
      prepared.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
