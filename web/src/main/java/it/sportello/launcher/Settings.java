package it.sportello.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says to the launcher itself. Everything else in it is the desk's own and
 * passed on unread.
 *
 * @param data the folder of all that is kept
 * @param databaseUrl the JDBC URL of a PostgreSQL server; without one it is the try-out
 * @param address where the desk listens: this machine alone in the try-out, else every address
 * @param url the address by which people reach the desk
 * @param databasePort 0 for any that is free
 */
record Settings(
    Path data,
    Optional<String> databaseUrl,
    String address,
    String url,
    int deskPort,
    int demoPort,
    int mailsPort,
    int smtpPort,
    int imapPort,
    int databasePort) {

  static Settings of(Map<String, String> environment) {
    Optional<String> databaseUrl =
        Optional.ofNullable(environment.get("SPORTELLO_DB_URL")).filter(url -> !url.isBlank());
    int deskPort = port(environment, "SPORTELLO_PORT", 8080);
    return new Settings(
        Path.of(environment.getOrDefault("SPORTELLO_DATA", "data")).toAbsolutePath().normalize(),
        databaseUrl,
        environment.getOrDefault(
            "SPORTELLO_ADDRESS", databaseUrl.isPresent() ? "0.0.0.0" : "127.0.0.1"),
        environment.getOrDefault("SPORTELLO_URL", "http://localhost:" + deskPort),
        deskPort,
        port(environment, "SPORTELLO_TRYOUT_DEMO_PORT", 8081),
        port(environment, "SPORTELLO_TRYOUT_MAILS_PORT", 8082),
        port(environment, "SPORTELLO_TRYOUT_SMTP_PORT", 3025),
        port(environment, "SPORTELLO_TRYOUT_IMAP_PORT", 3143),
        port(environment, "SPORTELLO_TRYOUT_DB_PORT", 0));
  }

  boolean tryOut() {
    return databaseUrl.isEmpty();
  }

  String demoUrl() {
    return "http://localhost:" + demoPort;
  }

  String mailsUrl() {
    return "http://localhost:" + mailsPort;
  }

  private static int port(Map<String, String> environment, String name, int usual) {
    String value = environment.getOrDefault(name, String.valueOf(usual));
    try {
      int port = Integer.parseInt(value.strip());
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw notAPort(name, value, e);
    }
    throw notAPort(name, value, null);
  }

  private static LaunchFailure notAPort(String name, String value, Throwable cause) {
    return new LaunchFailure(name + " is no port: " + value + ".", cause);
  }
}
