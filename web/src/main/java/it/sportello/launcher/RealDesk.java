package it.sportello.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The desk for real use: the application server alone, with the settings that the environment
 * holds.
 */
final class RealDesk {
  private static final int SECONDS = 20;

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
    requireKey(System.getenv("SPORTELLO_KEY"));
    String token =
        Optional.ofNullable(System.getenv("SPORTELLO_FIRST_TOKEN")).orElseGet(Secrets::token);
    DeskServer desk =
        DeskServer.start(
            settings.data().resolve("server"),
            settings.address(),
            settings.deskPort(),
            Map.of("SPORTELLO_URL", settings.url(), "SPORTELLO_FIRST_TOKEN", token),
            settings.data().resolve("log/server.log"));
    running.add(desk::close);
    running.watch(desk.onExit(), "The desk ended by itself; its log: " + desk.log());
    desk.awaitReady();
    return SignIn.READY + "\n  " + settings.url() + "\n" + first(desk, token);
  }

  /** As long as nobody works here, each start prints a token for the first administrator. */
  private String first(DeskServer desk, String token) throws IOException {
    HttpURLConnection asked =
        (HttpURLConnection) URI.create(desk.url() + "/first").toURL().openConnection();
    asked.setConnectTimeout(SECONDS * 1000);
    asked.setReadTimeout(SECONDS * 1000);
    int status = asked.getResponseCode();
    asked.disconnect();
    return status == HttpURLConnection.HTTP_OK
        ? """

          Nobody works here yet. The first administrator opens %s/first with this token, once:
            %s
          """
            .formatted(settings.url(), token)
        : "";
  }

  private static void requireKey(String key) {
    if (key == null || key.isBlank()) {
      throw new LaunchFailure(
          "SPORTELLO_KEY is missing: 32 random bytes in Base64, such as `openssl rand -base64 32` gives."
              + " Keep it apart from the database, and keep it: second factors are sealed with it.");
    }
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
