package it.sportello.web.bench;

import it.sportello.launcher.DeskServer;
import it.sportello.launcher.TryOutPostgres;
import it.sportello.web.harness.Folders;
import it.sportello.web.harness.Ports;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** A desk that is measured: its server, its durable database and its relay, in one folder. */
final class Bed implements AutoCloseable {
  private static final String SECRET = "bench-session-bench-session-bench-session";

  private final Sink sink = new Sink();
  private final int port = Ports.free();
  private final TryOutPostgres database;
  private final DeskServer desk;
  private final Sql sql;

  /**
   * @param folder its database and files are emptied first
   */
  Bed(Path folder) throws IOException {
    Files.createDirectories(folder);
    Folders.delete(folder.resolve("postgresql/cluster"));
    Folders.delete(folder.resolve("files"));
    database =
        TryOutPostgres.start(folder.resolve("postgresql"), 0, folder.resolve("postgresql.log"));
    sql = new Sql(database);
    desk =
        DeskServer.start(
            folder.resolve("server"),
            "127.0.0.1",
            port,
            Settings.of(database, port, folder.resolve("files"))
                .withSmtp(sink.port())
                .with("clock.settable", "false")
                .with("calls.per.minute", "0")
                .with("calls.per.minute.of.network", "0")
                .environment(),
            folder.resolve("server.log"));
    desk.awaitReady();
  }

  /** One statement at a time: a vacuum stands alone. */
  void fill(String tickets) throws IOException {
    try (var in = Bed.class.getResourceAsStream("tickets.sql");
        var connection = database.superuser();
        var statement = connection.createStatement()) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String sentence : script.replace(":tickets", tickets).split(";\\s*\n")) {
        statement.execute(sentence);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** The cookie of an agent who is signed in for good. */
  String session() {
    sql.run(
        """
        insert into contacts.session (secret_hash, staff, created_at, seen_at)
        select sha256(convert_to(?, 'UTF8')), id, '2200-01-01', '2200-01-01'
        from contacts.staff where login = 'anna.conti'
        """,
        SECRET);
    return SECRET;
  }

  /** CPU from here on, in milliseconds. */
  Cost cost() {
    return new Cost();
  }

  Sql sql() {
    return sql;
  }

  Sink sink() {
    return sink;
  }

  int port() {
    return port;
  }

  long serverPid() {
    return desk.pid();
  }

  @Override
  public void close() throws IOException {
    desk.close();
    database.close();
    sink.close();
  }

  /** Mails that wait are part of the cost of what made them: stop when they are gone. */
  final class Cost {
    private final long server = Cpu.millisOf(desk.pid());
    private final long postgres = Cpu.millisOf(database.pid());

    double server(long each) {
      return (double) (Cpu.millisOf(desk.pid()) - server) / each;
    }

    double postgres(long each) {
      return (double) (Cpu.millisOf(database.pid()) - postgres) / each;
    }
  }
}
