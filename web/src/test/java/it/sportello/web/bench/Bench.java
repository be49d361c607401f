package it.sportello.web.bench;

import it.sportello.web.harness.Patience;
import java.io.IOException;
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

  private final Bed bed;
  private final Duration length;

  private Bench(Bed bed, Duration length) {
    this.bed = bed;
    this.length = length;
  }

  public static void main(String[] arguments) throws IOException {
    Duration length = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 15);
    String tickets = arguments.length > 2 ? arguments[2] : "100000";
    try (Bed bed = new Bed(Path.of(arguments[0]).toAbsolutePath())) {
      new Bench(bed, length).measure(tickets);
    }
  }

  private void measure(String tickets) throws IOException {
    say("The database is filled with " + tickets + " tickets …");
    bed.fill(tickets);
    String session = bed.session();
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
    say(
        "Mails sent by the outbox: "
            + bed.sink().mails()
            + ", repeats: "
            + (bed.sink().mails() - bed.sink().distinct()));
  }

  private void warmUp(String session) {
    new Load(bed.port(), 201).run(8, WARM_UP, Requests::ticket);
    new Load(bed.port(), 200).run(2, WARM_UP.dividedBy(6), Requests.page("/queue", session));
    new Load(bed.port(), 200).run(2, WARM_UP.dividedBy(6), Requests.page("/ticket?n={n}", session));
    drain();
  }

  private void create(int callers) {
    Bed.Cost cost = bed.cost();
    Load.Outcome outcome = new Load(bed.port(), 201).run(callers, length, Requests::ticket);
    drain();
    double server = cost.server(outcome.count());
    double postgres = cost.postgres(outcome.count());
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
    Bed.Cost cost = bed.cost();
    Load.Outcome outcome = new Load(bed.port(), 200).run(1, length, Requests.page(path, session));
    say(
        "%-39s %8.1f %8.1f %16.2f %11.2f",
        name,
        outcome.millis(50),
        outcome.millis(95),
        cost.server(outcome.count()),
        cost.postgres(outcome.count()));
  }

  private void drain() {
    Patience.untilTrue(
        DRAIN,
        "the outbox to empty",
        () ->
            bed.sql()
                    .number(
                        """
                    select count(*) from (select 1 from notifications.outgoing_mail
                    where state in ('QUEUED', 'SENDING') limit 1) waiting
                    """)
                == 0);
  }

  private static void say(String line, Object... values) {
    System.out.println(values.length == 0 ? line : String.format(Locale.ROOT, line, values));
  }
}
