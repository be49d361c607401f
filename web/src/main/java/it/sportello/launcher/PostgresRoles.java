package it.sportello.launcher;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The desk's two roles and its database. Names and passwords are ours: letters, digits, {@code -}
 * and {@code _}.
 */
final class PostgresRoles {

  private PostgresRoles() {}

  /** Makes roles and database where they are missing. */
  static void prepare(
      Connection connection,
      String owner,
      String ownerPassword,
      String application,
      String password)
      throws SQLException {
    if (exists(connection, "select 1 from pg_database where datname = ?", "sportello")) {
      return;
    }
    role(connection, owner, ownerPassword);
    role(connection, application, password);
    execute(connection, "create database sportello owner " + owner);
  }

  /** What the owner creates, the application may fill and read; it can create nothing. */
  static void grant(Connection connection, String owner, String application) throws SQLException {
    execute(connection, "revoke all on database sportello from public");
    execute(connection, "revoke all on schema public from public");
    execute(connection, "grant connect, temporary on database sportello to " + application);
    String whatOwnerCreates = "alter default privileges for role " + owner + " grant ";
    for (String right :
        new String[] {
          "usage on schemas",
          "select, insert, update, delete on tables",
          "usage, select on sequences",
          "execute on functions"
        }) {
      execute(connection, whatOwnerCreates + right + " to " + application);
    }
  }

  private static void role(Connection connection, String name, String password)
      throws SQLException {
    String verb =
        exists(connection, "select 1 from pg_roles where rolname = ?", name) ? "alter" : "create";
    execute(connection, verb + " role " + name + " login password '" + password + "'");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
