package it.sportello.web.wiring;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings every module's schema up to date, on a connection of the owner's, before Hibernate holds
 * the entities against it. The role that the desk works with owns nothing and gets no DDL. Refuses
 * a database that may forget what it acknowledged ({@code fsync}, {@code full_page_writes} or
 * {@code synchronous_commit} off).
 */
public final class Migrations implements Integrator {
  private static final List<String> MODULES =
      List.of("contacts", "ticketing", "entitlements", "notifications");
  private static final long TURN = 0x5907_7e11_0010L;

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
    Config config = ConfigProvider.getConfig();
    String url = config.getValue("sportello.db.url", String.class);
    String user = config.getValue("sportello.db.user", String.class);
    String owner = config.getOptionalValue("sportello.db.owner.user", String.class).orElse(user);
    String password =
        config
            .getOptionalValue("sportello.db.owner.password", String.class)
            .orElseGet(() -> config.getValue("sportello.db.password", String.class));
    try (Connection connection = DriverManager.getConnection(url, owner, password)) {
      refuseForgetfulDatabase(connection);
      awaitTurn(connection);
      for (String module : MODULES) {
        prepareSchema(connection, module, user);
      }
      for (String module : MODULES) {
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(url, owner, password)
            .schemas(module)
            .table("schema_history")
            .locations("classpath:db/" + module)
            .placeholders(Map.of("app", user))
            .load()
            .migrate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be prepared: " + e.getMessage(), e);
    }
  }

  /**
   * Nodes that start at once do it one after the other; the end of the connection is the next's
   * turn.
   */
  private static void awaitTurn(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + TURN + ")");
    }
  }

  private static void refuseForgetfulDatabase(Connection connection) throws SQLException {
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("show " + setting)) {
        row.next();
        if ("off".equals(row.getString(1))) {
          throw new IllegalStateException(
              "The database has "
                  + setting
                  + " = off: what it acknowledges can be lost. Switch it on.");
        }
      }
    }
  }

  private static void prepareSchema(Connection connection, String module, String app)
      throws SQLException {
    String role = connection.createStatement().enquoteIdentifier(app, true);
    try (var statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + module);
      statement.execute("grant usage on schema " + module + " to " + role);
      statement.execute(
          "alter default privileges in schema "
              + module
              + " grant select, insert, update, delete on tables to "
              + role);
      statement.execute(
          "alter default privileges in schema "
              + module
              + " grant usage, select on sequences to "
              + role);
    }
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
    // Nothing of ours outlives the session factory.
  }
}
