package it.sportello.web.bench;

import it.sportello.launcher.DeskServer;
import it.sportello.launcher.TryOutPostgres;
import it.sportello.web.harness.Folders;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Ports;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures the desk as its users would wait for it, and what it costs in CPU. Arguments: a folder
 * of its own, emptied first; then, if wished, the seconds of each measurement and the number of
 * tickets in the database.
 */
public final class Bench {
  /** Two cores compile the server's hot code for minutes; a desk at work has that behind it. */
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  private static final Duration DRAIN = Duration.ofMinutes(10);

  private final TryOutPostgres database;
  private final DeskServer desk;
  private final Sink sink;
  private final Sql sql;
  private final int port;
  private final Duration length;

  private Bench(TryOutPostgres database, DeskServer desk, Sink sink, int port, Duration length) {
    this.database = database;
    this.desk = desk;
    this.sink = sink;
    this.sql = new Sql(database);
    this.port = port;
    this.length = length;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Duration length = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 15);
    String tickets = arguments.length > 2 ? arguments[2] : "100000";
    Files.createDirectories(folder);
    Folders.delete(folder.resolve("postgresql/cluster"));
    Folders.delete(folder.resolve("files"));
    int port = Ports.free();
    try (Sink sink = new Sink();
        TryOutPostgres database =
            TryOutPostgres.start(
                folder.resolve("postgresql"), 0, folder.resolve("postgresql.log"));
        DeskServer desk =
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
                folder.resolve("server.log"))) {
      desk.awaitReady();
      new Bench(database, desk, sink, port, length).measure(tickets);
    }
  }

  private void measure(String tickets) throws IOException {
    say("The database is filled with " + tickets + " tickets …");
    fill(database, tickets);
    String session = session();
    say("The desk warms up …");
    warmUp(session);
    say("");
    say("Ticket creation, POST /api/v1/tickets, the mails going out meanwhile");
    say("callers   tickets/s      p50      p95      p99   CPU ms/ticket: server  PostgreSQL   sum");
    for (int callers : List.of(1, 4, 16, 64)) {
      create(callers);
    }
    say("");
    say("Pages of a signed-in agent, one caller      p50      p95   CPU ms: server  PostgreSQL");
    page("queue", "/queue", session);
    page("ticket", "/ticket?n={n}", session);
    say("");
    say("Mail intake, raw bytes to committed ticket, four callers");
    intake();
    say("");
    say(
        "Mails sent by the outbox: "
            + sink.mails()
            + ", repeats: "
            + (sink.mails() - sink.distinct()));
  }

  /** One statement at a time: a vacuum stands alone. */
  static void fill(TryOutPostgres database, String tickets) throws IOException {
    try (var in = Bench.class.getResourceAsStream("tickets.sql");
        var connection = database.superuser();
        var statement = connection.createStatement()) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String sentence : script.replace(":tickets", tickets).split(";\\s*\n")) {
        statement.execute(sentence);
      }
    } catch (java.sql.SQLException e) {
      throw new IOException(e);
    }
  }

  private String session() {
    String secret = "bench-session-bench-session-bench-session";
    sql.run(
        """
        insert into contacts.session (secret_hash, staff, created_at, seen_at)
        select sha256(convert_to(?, 'UTF8')), id, '2200-01-01', '2200-01-01'
        from contacts.staff where login = 'anna.conti'
        """,
        secret);
    return secret;
  }

  private void warmUp(String session) {
    new Load(port, 201).run(8, WARM_UP, Requests::ticket);
    new Load(port, 201).run(4, WARM_UP.dividedBy(6), Requests::mail);
    new Load(port, 200).run(2, WARM_UP.dividedBy(6), Requests.page("/queue", session));
    new Load(port, 200).run(2, WARM_UP.dividedBy(6), Requests.page("/ticket?n={n}", session));
    drain();
  }

  private void create(int callers) {
    Cost cost = new Cost();
    Load.Outcome outcome = new Load(port, 201).run(callers, length, Requests::ticket);
    drain();
    cost.stop();
    double server = (double) cost.server / outcome.count();
    double postgres = (double) cost.postgres / outcome.count();
    say(
        "%7d %11.0f %8.1f %8.1f %8.1f %22.2f %11.2f %5.2f",
        callers,
        outcome.perSecond(),
        outcome.millis(50),
        outcome.millis(95),
        outcome.millis(99),
        server,
        postgres,
        server + postgres);
  }

  private void page(String name, String path, String session) {
    Cost cost = new Cost();
    Load.Outcome outcome = new Load(port, 200).run(1, length, Requests.page(path, session));
    cost.stop();
    say(
        "%-39s %8.1f %8.1f %16.2f %11.2f",
        name,
        outcome.millis(50),
        outcome.millis(95),
        (double) cost.server / outcome.count(),
        (double) cost.postgres / outcome.count());
  }

  private void intake() {
    long before = opened();
    Cost cost = new Cost();
    long start = System.nanoTime();
    Load.Outcome outcome = new Load(port, 201).run(4, length, Requests::mail);
    Patience.untilTrue(DRAIN, "every mail to be read", () -> unread() == 0);
    double seconds = (System.nanoTime() - start) / 1e9;
    long opened = opened() - before;
    drain();
    cost.stop();
    say(
        "%d mails, %d tickets: %.0f/s; CPU ms per mail: server %.2f, PostgreSQL %.2f",
        outcome.count(),
        opened,
        opened / seconds,
        (double) cost.server / outcome.count(),
        (double) cost.postgres / outcome.count());
  }

  private long opened() {
    return sql.number("select count(*) from notifications.incoming_mail where state = 'IN_TICKET'");
  }

  private long unread() {
    return sql.number("select count(*) from notifications.incoming_mail where state = 'RECEIVED'");
  }

  private void drain() {
    Patience.untilTrue(
        DRAIN,
        "the outbox to empty",
        () ->
            sql.number(
                    """
                    select count(*) from (select 1 from notifications.outgoing_mail
                    where state in ('QUEUED', 'SENDING') limit 1) waiting
                    """)
                == 0);
  }

  private static void say(String line, Object... values) {
    System.out.println(values.length == 0 ? line : String.format(Locale.ROOT, line, values));
  }

  /** CPU of the two from here on, in milliseconds; mails that wait are part of the cost. */
  private final class Cost {
    private long server = -Cpu.millisOf(desk.pid());
    private long postgres = -Cpu.millisOf(database.pid());

    void stop() {
      server += Cpu.millisOf(desk.pid());
      postgres += Cpu.millisOf(database.pid());
    }
  }
}
