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
import java.util.Locale;

/**
 * What many clocks cost: building them all again, twice, the first time over invented ones, so that
 * every row changes, the second time none may, to the byte; looking at every open one; and how late
 * 5,000 missed deadlines are announced (fewer, where fewer run), of which 3,000 fall due in one
 * minute and 2,000 at one instant. Arguments as those of {@link Bench}, with several numbers of
 * tickets, separated by commas: each is measured in a database of its own.
 */
public final class ClocksBench {
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

  /** 3,000 over a minute, 2,000 at one instant in its middle. */
  private static final String SPREAD =
      """
      with picked as (
        select w.ticket, w.kind, w.round, row_number() over (order by w.ticket, w.kind) n
        from entitlements.watched w
        order by w.ticket, w.kind
        limit 5000)
      update entitlements.clock c
      set due_at = now() + case when p.n > 3000 then interval '35 seconds'
        else interval '5 seconds' + p.n * interval '20 milliseconds' end
      from picked p
      where c.ticket = p.ticket and c.kind = p.kind and c.round = p.round
      """;

  /** By the time that others can see the mark, not by that at which its transaction began. */
  private static final String SEEN =
      """
      insert into entitlements.bench_seen (ticket, kind, round, late)
      select m.ticket, m.kind, m.round, extract(epoch from clock_timestamp() - m.due_at)
      from entitlements.watch_mark m
      where m.mark = 'MISSED' and m.due_at > ?::timestamptz
      on conflict do nothing
      """;

  /** Of every clock, and of what the queue sorts by. */
  private static final String DIGEST =
      """
      select md5(string_agg(md5(c::text), '' order by c.ticket, c.kind, c.round))
        || (select md5(string_agg(concat_ws(' ', t.id, t.next_due_at, t.next_kind, t.priority,
              t.level, t.level_version), '|' order by t.id)) from ticketing.ticket t)
      from entitlements.clock c
      """;

  private final Sql sql;

  private ClocksBench(Sql sql) {
    this.sql = sql;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    String sizes = arguments.length > 2 ? arguments[2] : "100000";
    System.out.println(
        "  tickets     clocks       open   rebuild, all new   rebuild again   look at all open"
            + "   late p50      p99      most");
    for (String tickets : sizes.split(",")) {
      measure(folder, tickets);
    }
  }

  private static void measure(Path folder, String tickets) throws IOException {
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
                    .with("calls.per.minute", "0")
                    .with("calls.per.minute.of.network", "0")
                    .withSmtp(sink.port())
                    .with("clock.settable", "false")
                    .environment(),
                folder.resolve("server.log"))) {
      desk.awaitReady();
      Bench.fill(database, tickets);
      new ClocksBench(new Sql(database)).measure();
    }
  }

  private void measure() {
    sql.run(STORY);
    sql.run("analyze entitlements.fact");
    double first = rebuild();
    String built = sql.text(DIGEST);
    double again = rebuild();
    if (!built.equals(sql.text(DIGEST))) {
      throw new AssertionError("built again, the clocks are not the same");
    }
    double looked = look();
    long open = sql.number("select count(*) from entitlements.watched");
    spread();
    System.out.printf(
        Locale.ROOT,
        "%9d %10d %10d %16.1f s %13.1f s %16.1f s %8s s %6s s %7s s%n",
        sql.number("select count(*) from ticketing.ticket"),
        sql.number("select count(*) from entitlements.clock"),
        open,
        first,
        again,
        looked,
        late("0.5"),
        late("0.99"),
        late("1"));
  }

  /** From the asking to the end; the job looks for work every three seconds. */
  private double rebuild() {
    long began = System.nanoTime();
    sql.run("insert into entitlements.rebuild (asked_by, asked_at) values (1, now())");
    await(
        "the rebuild has ended",
        "select count(*) from entitlements.rebuild where finished_at is null");
    return seconds(began);
  }

  private double look() {
    sql.run("update entitlements.watched set look_at = '-infinity'");
    sql.run("vacuum analyze entitlements.watched");
    long began = System.nanoTime();
    await(
        "every open clock has been looked at",
        "select count(*) from entitlements.watched where look_at = '-infinity'");
    return seconds(began);
  }

  private void spread() {
    sql.run(
        "create table entitlements.bench_seen (ticket bigint, kind text, round smallint,"
            + " late double precision, primary key (ticket, kind, round))");
    String began = sql.text("select now()");
    long picked = Math.min(5000, sql.number("select count(*) from entitlements.watched"));
    sql.run(SPREAD);
    Patience.untilTrue(
        Duration.ofMinutes(5),
        "every missed deadline has been announced",
        () -> {
          sql.run(SEEN, began);
          return sql.number("select count(*) from entitlements.bench_seen") >= picked;
        });
  }

  private String late(String share) {
    return sql.text(
        "select round(cast(percentile_cont("
            + share
            + ") within group (order by late) as numeric), 2) from entitlements.bench_seen");
  }

  private void await(String what, String left) {
    Patience.untilTrue(Duration.ofHours(2), what, () -> sql.number(left) == 0);
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
