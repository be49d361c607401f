package it.sportello.web.bench;

import it.sportello.launcher.DeskServer;
import it.sportello.launcher.TryOutPostgres;
import it.sportello.web.harness.Folders;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Ports;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Times the building again of all clocks, twice: the first time over invented ones, so that every
 * row changes; the second time nothing may change. Arguments as those of {@link Bench}.
 */
public final class RebuildBench {
  /** What became of the closed tickets: taken, answered, asked, written to, resolved. */
  private static final String STORY =
      """
      insert into entitlements.fact (ticket, ordinal, kind, at, agent, detail)
      select f.ticket, s.ordinal, s.kind, f.at + s.after, s.agent, s.detail
      from entitlements.fact f
      cross join (values
        (2, 'TAKEN_IN_CHARGE', interval '1 hour', 1, ''),
        (3, 'ANSWERED', interval '4 hours', 1, ''),
        (4, 'ASKED', interval '5 hours', 1, 'TEST'),
        (5, 'CUSTOMER_WROTE', interval '30 hours', cast(null as bigint), ''),
        (6, 'RESOLVED', interval '40 hours', 1, 'SOLVED')) s (ordinal, kind, after, agent, detail)
      where f.ordinal = 1 and f.ticket % 10 <> 0
      """;

  private RebuildBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
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
                    .environment(),
                folder.resolve("server.log"))) {
      desk.awaitReady();
      Bench.fill(database, tickets);
      Sql sql = new Sql(database);
      sql.run(STORY);
      rebuild(sql);
      rebuild(sql);
    }
  }

  /** From the asking to the end; the job looks for work every three seconds. */
  private static void rebuild(Sql sql) {
    long began = System.nanoTime();
    sql.run("insert into entitlements.rebuild (asked_by, asked_at) values (1, now())");
    Patience.untilTrue(
        Duration.ofHours(2),
        "the rebuild has ended",
        () ->
            sql.number("select count(*) from entitlements.rebuild where finished_at is null") == 0);
    System.out.printf(
        "%s: %.1f s%n",
        sql.text(
            """
            select 'tickets ' || tickets || ', clocks ' || (select count(*) from entitlements.clock)
              || ', changed ' || changed || ', failed ' || failed
            from entitlements.rebuild order by id desc limit 1
            """),
        (System.nanoTime() - began) / 1e9);
  }
}
