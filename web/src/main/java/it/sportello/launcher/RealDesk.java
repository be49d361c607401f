package it.sportello.launcher;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * The desk for real use: the application server alone, with the settings that the environment
 * holds.
 */
final class RealDesk {

  private final Settings settings;
  private final Running running;

  RealDesk(Settings settings, Running running) {
    this.settings = settings;
    this.running = running;
  }

  /** Returns when the desk answers; the text is for the console. */
  String start() throws IOException {
    Ports.requireFree(settings.address(), Map.of("SPORTELLO_PORT", settings.deskPort()));
    requireDatabase(System.getenv("SPORTELLO_DB_USER"), System.getenv("SPORTELLO_DB_PASSWORD"));
    DeskServer desk =
        DeskServer.start(
            settings.data().resolve("server"),
            settings.address(),
            settings.deskPort(),
            Map.of("SPORTELLO_URL", settings.url()),
            settings.data().resolve("log/server.log"));
    running.add(desk::close);
    running.watch(desk.onExit(), "The desk ended by itself; its log: " + desk.log());
    desk.awaitReady();
    return SignIn.READY + "\n  " + settings.url() + "\n";
  }

  private void requireDatabase(String user, String password) {
    if (user == null || password == null) {
      throw new LaunchFailure(
          "SPORTELLO_DB_URL needs SPORTELLO_DB_USER and SPORTELLO_DB_PASSWORD.");
    }
    String url = settings.databaseUrl().orElseThrow();
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new LaunchFailure(
          "SPORTELLO_DB_URL is no address of a PostgreSQL database: it starts with jdbc:postgresql:");
    }
    DriverManager.setLoginTimeout(10);
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      connection.setReadOnly(true);
    } catch (SQLException e) {
      throw new LaunchFailure(
          "The database cannot be reached: " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }
}
