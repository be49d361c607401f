package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of our own, for the try-out and for tests: a child of this process, on
 * loopback, with a password for every role and the settings that keep what was committed. It ends
 * when {@link #close} is called, and also when this process ends in any way, {@code kill -9}
 * included.
 *
 * <p>The database is {@code sportello}. {@code sportello_owner} owns it and migrates; {@code
 * sportello_app} reads and writes rows and cannot change a table.
 */
public final class TryOutPostgres implements AutoCloseable {

  private static final String OWNER = "sportello_owner";
  private static final String APPLICATION = "sportello_app";
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(30);

  /**
   * The watcher is no child of PostgreSQL, which would take its death for a crash of one of its
   * own.
   */
  private static final String ENDS_WITH_ITS_INPUT =
      """
      exec 3<&0 </dev/null
      main=$$
      ( ( trap '' INT HUP; cat <&3 >/dev/null 2>&1; kill -INT $main 2>/dev/null ) >/dev/null 2>&1 & )
      exec 3<&-
      exec "$@"
      """;

  private final Path log;
  private final int port;
  private final Properties passwords;
  private final Process process;
  private final Path deletedAtTheEnd;

  private TryOutPostgres(
      Path log, int port, Properties passwords, Process process, Path deletedAtTheEnd) {
    this.log = log;
    this.port = port;
    this.passwords = passwords;
    this.process = process;
    this.deletedAtTheEnd = deletedAtTheEnd;
  }

  /**
   * Starts the server whose data is in {@code folder}, made at the first call and kept. One that a
   * killed run left behind is stopped first. The caller holds the folder alone.
   *
   * @param port 0 for any that is free
   * @param log where PostgreSQL writes what it has to say
   */
  public static TryOutPostgres start(Path folder, int port, Path log) throws IOException {
    Path home = PostgresBinaries.unpackInto(PrivateFiles.folder(folder.toAbsolutePath()));
    return start(home, folder.toAbsolutePath(), port, log, null);
  }

  /**
   * Starts an empty server that is deleted when it is closed; the programs are kept in {@code
   * binaries}.
   */
  public static TryOutPostgres ephemeral(Path binaries) throws IOException {
    Path home = PostgresBinaries.unpackInto(binaries.toAbsolutePath());
    Path folder = Files.createTempDirectory("sportello-postgresql-");
    return start(home, folder, 0, folder.resolve("postgresql.log"), folder);
  }

  private static TryOutPostgres start(
      Path home, Path folder, int port, Path log, Path deletedAtTheEnd) throws IOException {
    UnprivilegedUser user = UnprivilegedUser.choose();
    PostgresCluster cluster = new PostgresCluster(home, folder.resolve("cluster"), user);
    cluster.stopOrphans();
    user.own(folder, home.resolve("bin/postgres"));
    Properties passwords = passwords(folder.resolve("passwords"));
    cluster.createUnlessThere(passwords.getProperty("postgres"));
    int chosen = port == 0 ? Ports.free() : port;
    Process process = launch(cluster, user, chosen, log);
    TryOutPostgres server = new TryOutPostgres(log, chosen, passwords, process, deletedAtTheEnd);
    try {
      server.prepare();
    } catch (RuntimeException | IOException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static Process launch(PostgresCluster cluster, UnprivilegedUser user, int port, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(Programs.apartFromTheTerminal());
    command.addAll(user.command(List.of("/bin/sh", "-c", ENDS_WITH_ITS_INPUT, "postgres")));
    command.addAll(cluster.serverCommand(port));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(LogFile.fresh(log).toFile()));
    return builder.start();
  }

  /** The JDBC URL of the database, without user and password. */
  public String url() {
    return url("sportello");
  }

  public int port() {
    return port;
  }

  public String ownerUser() {
    return OWNER;
  }

  public String ownerPassword() {
    return passwords.getProperty(OWNER);
  }

  public String applicationUser() {
    return APPLICATION;
  }

  public String applicationPassword() {
    return passwords.getProperty(APPLICATION);
  }

  /** The process id of the server, for whoever measures it. */
  public long pid() {
    return process.pid();
  }

  /** Completes when the server has ended, whatever the reason. */
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** A connection as superuser, for tests that prepare or count something. */
  public Connection superuser() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", passwords.getProperty("postgres"));
  }

  /** Stops the server: open transactions are rolled back, what was committed is on disk. */
  @Override
  public void close() throws IOException {
    // The watcher sees the end of its input and asks for PostgreSQL's fast shutdown.
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        Programs.run(List.of("/bin/sh", "-c", "kill -QUIT " + process.pid()));
        process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (deletedAtTheEnd != null) {
      PrivateFiles.delete(deletedAtTheEnd);
    }
  }

  private void prepare() throws IOException {
    try (Connection connection = connectWhenReady()) {
      PostgresRoles.prepare(connection, OWNER, ownerPassword(), APPLICATION, applicationPassword());
    } catch (SQLException e) {
      throw broken("PostgreSQL could not be prepared: " + e.getMessage());
    }
    try (Connection connection = superuser()) {
      PostgresRoles.grant(connection, OWNER, APPLICATION);
    } catch (SQLException e) {
      throw broken("PostgreSQL could not be prepared: " + e.getMessage());
    }
  }

  /**
   * After a kill the server recovers first; that may take as long as it needs to read its log
   * again.
   */
  private Connection connectWhenReady() throws IOException {
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (process.isAlive()) {
      try {
        return DriverManager.getConnection(
            url("postgres"), "postgres", passwords.getProperty("postgres"));
      } catch (SQLException e) {
        if ("28P01".equals(e.getSQLState())) {
          throw broken("PostgreSQL does not accept the password kept beside its data.");
        }
        if (System.nanoTime() > end) {
          throw broken("PostgreSQL did not become ready in " + RECOVERY.toMinutes() + " minutes.");
        }
        Waiting.aMoment();
      }
    }
    throw broken("PostgreSQL did not start: " + LogFile.lastComplaint(log));
  }

  private LaunchFailure broken(String what) {
    return new LaunchFailure(what + " Its log: " + log);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static Properties passwords(Path file) throws IOException {
    Properties kept = PrivateFiles.read(file);
    if (kept.isEmpty()) {
      List.of("postgres", OWNER, APPLICATION)
          .forEach(role -> kept.setProperty(role, Secrets.token()));
      PrivateFiles.write(file, kept);
    }
    return kept;
  }
}
