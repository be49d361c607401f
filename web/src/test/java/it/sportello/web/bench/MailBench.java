package it.sportello.web.bench;

import it.sportello.web.harness.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures the mail: how many of a mixed batch become tickets a second, how many the outbox hands
 * to its relay, and what mails as large as the desk takes cost in memory. Arguments as those of
 * {@link Bench}; the number of tickets is also that of the mails sent, 5,000 at most.
 */
public final class MailBench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration ROUND = Duration.ofSeconds(20);
  private static final int ROUNDS = 45;
  private static final int LARGE_AT_ONCE = 2;

  /** As many connections as a mail server opens to another one, few and many. */
  private static final List<Integer> CALLERS = List.of(4, 16);

  private static final String QUEUE =
      """
      with told as (
        select t.id, t.platform_id, t.answer_to, t.language, t.subject, gen_random_uuid() as name
        from ticketing.ticket t
        where t.origin_source = 'bench'
        order by t.id desc limit 5000),
      given as (
        insert into notifications.given_id (message_id, ticket, reply_token)
        select '<' || name || '@desk.example>', id, replace(cast(name as text), '-', '') from told)
      insert into notifications.outgoing_mail
        (kind, ticket, platform, recipient, language, subject, happened_at, zone,
         take_in_charge_by, answer_by, message_id, reply_token)
      select 'RECEIVED', id, platform_id, answer_to, language, subject, now(), 'Europe/Rome',
        now() + interval '4 hours', now() + interval '1 day', '<' || name || '@desk.example>',
        replace(cast(name as text), '-', '')
      from told
      """;

  private final Bed bed;
  private final Duration length;

  private MailBench(Bed bed, Duration length) {
    this.bed = bed;
    this.length = length;
  }

  public static void main(String[] arguments) throws IOException {
    Duration length = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 15);
    String tickets = arguments.length > 2 ? arguments[2] : "100000";
    try (Bed bed = new Bed(Path.of(arguments[0]).toAbsolutePath())) {
      bed.fill(tickets);
      MailBench bench = new MailBench(bed, length);
      bench.warmUp();
      bench.outbox();
      bench.outbox();
      for (int callers : CALLERS) {
        bench.intake(callers, true);
        bench.intake(callers, false);
      }
      bench.large();
    }
  }

  /** Until the server has compiled what it runs: a second before that says little of a day. */
  private void warmUp() throws IOException {
    say("The desk warms up …");
    Load load = new Load(bed.port(), 201);
    boolean compiling = true;
    for (int round = 0; compiling && round < ROUNDS; round++) {
      long before = compiled();
      load.run(4, ROUND, Letters::mixed);
      compiling = compiled() - before > ROUND.toMillis() / 10;
    }
    drain();
  }

  private long compiled() throws IOException {
    return Cpu.millisOf(bed.serverPid(), "C2 Compiler");
  }

  /** The mails wait held, and are let go all at once. */
  private void outbox() {
    hold(true);
    bed.sql().run(QUEUE);
    bed.sql().run("analyze notifications.outgoing_mail");
    long before = bed.sink().distinct();
    long mails = waiting();
    Bed.Cost cost = bed.cost();
    long start = System.nanoTime();
    hold(false);
    drain();
    double seconds = (System.nanoTime() - start) / 1e9;
    long sent = bed.sink().distinct() - before;
    say(
        "outbox: %d of %d mails to the relay in %.1f s: %.0f/s; CPU ms per mail: server %.2f,"
            + " PostgreSQL %.2f",
        sent, mails, seconds, sent / seconds, cost.server(sent), cost.postgres(sent));
  }

  /**
   * Either way an acknowledgement is written for whoever proves their address, ten times a day; it
   * is sent meanwhile or, where outgoing mail is held, afterwards.
   */
  private void intake(int callers, boolean held) {
    hold(held);
    long before = landed();
    Bed.Cost cost = bed.cost();
    long start = System.nanoTime();
    Load.Outcome outcome = new Load(bed.port(), 201).run(callers, length, Letters::mixed);
    Patience.untilTrue(PATIENCE, "every mail to be read", () -> unread() == 0);
    double seconds = (System.nanoTime() - start) / 1e9;
    long landed = landed() - before;
    say(
        "intake, mixed, %s: %d mails handed over by %d callers, %d in tickets: %.0f/s, p50 %.0f ms,"
            + " p99 %.0f ms; CPU ms per mail: server %.2f, PostgreSQL %.2f",
        held ? "answers held" : "answers sent meanwhile",
        outcome.count(),
        callers,
        landed,
        landed / seconds,
        outcome.millis(50),
        outcome.millis(99),
        cost.server(landed),
        cost.postgres(landed));
    hold(false);
    drain();
  }

  /** What the process holds in memory at most, as the kernel counts it. */
  private void large() throws IOException {
    long before = peakMegabytes();
    Load.Outcome outcome =
        new Load(bed.port(), 201).run(LARGE_AT_ONCE, length.multipliedBy(2), Letters.large());
    Patience.untilTrue(PATIENCE, "every mail to be read", () -> unread() == 0);
    say(
        "mails of 49 MB: %d by %d callers, p50 %.0f ms; the server's memory at its peak: %d MB"
            + " before, %d MB after",
        outcome.count(), LARGE_AT_ONCE, outcome.millis(50), before, peakMegabytes());
  }

  private long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + bed.serverPid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private void hold(boolean held) {
    bed.sql().run("update notifications.mail_switch set held = ?", held);
  }

  private void drain() {
    Patience.untilTrue(PATIENCE, "the outbox to empty", () -> waiting() == 0);
  }

  private long waiting() {
    return bed.sql()
        .number(
            "select count(*) from notifications.outgoing_mail where state in ('QUEUED', 'SENDING')");
  }

  private long landed() {
    return bed.sql()
        .number("select count(*) from notifications.incoming_mail where state = 'IN_TICKET'");
  }

  private long unread() {
    return bed.sql()
        .number("select count(*) from notifications.incoming_mail where state = 'RECEIVED'");
  }

  private static void say(String line, Object... values) {
    System.out.println(String.format(Locale.ROOT, line, values));
  }
}
