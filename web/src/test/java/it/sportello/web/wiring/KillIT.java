package it.sportello.web.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.launcher.DeskServer;
import it.sportello.launcher.TryOutPostgres;
import it.sportello.web.bench.Sink;
import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Ports;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import it.sportello.web.harness.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A desk of its own that dies in the middle of its work, with {@code kill -9}. */
class KillIT {
  private static final int TICKETS = 200;
  private static final int BEFORE_THE_KILL = 70;
  private static final int CALLERS = 8;
  private static final Path TARGET = Path.of("target", "killed").toAbsolutePath();

  private final List<String> keys = IntStream.range(0, TICKETS).mapToObj(i -> "kill-" + i).toList();

  @Test
  void aKilledDeskHasLostNothingAndDoublesNothing() throws Exception {
    try (Sink sink = new Sink();
        TryOutPostgres database = TryOutPostgres.ephemeral(TARGET.resolveSibling("postgresql"))) {
      Map<String, String> before = openUntilKilled(database, sink);
      Map<String, String> after = openAll(database, sink);
      Sql sql = new Sql(database);

      before.forEach((key, number) -> assertEquals(number, after.get(key), key));
      assertEquals(TICKETS, new HashSet<>(after.values()).size(), "numbers");
      assertEquals(TICKETS, sql.number("select count(*) from ticketing.ticket"), "tickets");
      assertEquals(
          TICKETS,
          sql.number("select count(distinct ticket) from notifications.outgoing_mail"),
          "acknowledgements");
      assertEquals(TICKETS, sink.distinct(), "mails, repeats of one apart");
      assertTrue(sink.mails() - sink.distinct() <= 1, "a kill repeats one mail at most");
    }
  }

  /** The numbers that callers were told before the desk died under them. */
  private Map<String, String> openUntilKilled(TryOutPostgres database, Sink sink)
      throws IOException, InterruptedException {
    int port = Ports.free();
    try (DeskServer desk = start(database, sink, port)) {
      desk.awaitReady();
      Map<String, String> told = new ConcurrentHashMap<>();
      CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);
      ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
      keys.forEach(key -> callers.execute(() -> open(port, key, told, enough)));
      assertTrue(enough.await(2, TimeUnit.MINUTES), "the desk opens tickets");
      kill(desk);
      callers.shutdown();
      assertTrue(callers.awaitTermination(2, TimeUnit.MINUTES), "callers end");
      assertTrue(told.size() < TICKETS, "the desk was killed in the middle of its work");
      return told;
    }
  }

  private static void open(int port, String key, Map<String, String> told, CountDownLatch enough) {
    try {
      Answer answer = open(port, key);
      if (answer.status() == 201) {
        told.put(key, answer.at("/number"));
        enough.countDown();
      }
    } catch (UncheckedIOException e) {
      // Killed before it answered: this caller knows nothing and asks again later.
    }
  }

  private Map<String, String> openAll(TryOutPostgres database, Sink sink) throws IOException {
    int port = Ports.free();
    try (DeskServer desk = start(database, sink, port)) {
      desk.awaitReady();
      Map<String, String> told = new ConcurrentHashMap<>();
      keys.forEach(key -> told.put(key, open(port, key).expect(201).at("/number")));
      // The lease of a mail that the dead desk had claimed has to run out first.
      new Sql(database)
          .run(
              "update notifications.outgoing_mail set due_at = now() where state = 'SENDING' and due_at > now()");
      Patience.untilTrue(
          Duration.ofMinutes(2), "every acknowledgement", () -> sink.distinct() >= TICKETS);
      // An orderly first end would write its archive of classes, which nobody here will read.
      kill(desk);
      return told;
    }
  }

  private static void kill(DeskServer desk) {
    ProcessHandle.of(desk.pid()).orElseThrow().destroyForcibly();
  }

  private static Answer open(int port, String key) {
    return Visitor.at("http://localhost:" + port)
        .with("Authorization", "Bearer " + Settings.TOKEN)
        .with("Idempotency-Key", key)
        .post(
            "/api/v1/tickets",
            """
            {"platform":"1042","contact":"titolare@pasticceria-aurora.example",
             "subject":"%s","text":"La console non risponde.","impact":"STOPPED"}
            """
                .formatted(key));
  }

  private static DeskServer start(TryOutPostgres database, Sink sink, int port) throws IOException {
    Settings settings = Settings.of(database, port, TARGET.resolve("files")).withSmtp(sink.port());
    return DeskServer.start(
        TARGET.resolve("server"),
        "127.0.0.1",
        port,
        settings.environment(),
        TARGET.resolve("server.log"));
  }
}
