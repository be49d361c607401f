package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.entitlements.Watch;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How late the watch is with 100,000 open clocks, of which 50 a second fall due for a minute and
 * 2,000 more at one instant. No part of a build: {@code mvn -pl notifications -am test
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtest=WatchTiming}.
 */
class WatchTiming {
  private static final int SECONDS = 60;
  private static final String OURS = " ticket between 10000001 and 10100000";

  private final TestDesk desk = TestDesk.get();
  private final Watch watch = desk.bean(Watch.class);

  @Test
  void oneHundredThousandOpenClocks() throws InterruptedException {
    long start = System.nanoTime();
    fill();
    say("filled and queued by the triggers in %d ms", start);
    start = System.nanoTime();
    long planned = watch.look();
    say("planned " + planned + " clocks in %d ms", start);
    spread();
    desk.run("create unlogged table entitlements.timing (late double precision)");
    desk.run("vacuum analyze entitlements.watched");
    long busy = 0;
    for (int turn = 0; turn < SECONDS + 12; turn++) {
      long from = System.nanoTime();
      watch.look();
      busy += System.nanoTime() - from;
      // By the time that all of a turn is committed, not by the time at which it began.
      desk.run(
          """
          insert into entitlements.timing
          select extract(epoch from clock_timestamp() - due_at) from entitlements.watch_mark
          where mark = 'MISSED' and %1$s and not exists (select from entitlements.timed t
            where t.ticket = watch_mark.ticket);
          insert into entitlements.timed select ticket from entitlements.watch_mark
          where mark = 'MISSED' and %1$s on conflict do nothing
          """
              .formatted(OURS));
      Thread.sleep(1000);
    }
    System.out.printf(
        Locale.ROOT,
        "announced %d; lateness p50 %s s, p99 %s s, most %s s; %d ms of work a second%n",
        desk.number("select count(*) from entitlements.timing"),
        percentile("0.5"),
        percentile("0.99"),
        percentile("1"),
        busy / 1_000_000 / (SECONDS + 12));
    assertEquals(5_000, desk.number("select count(*) from entitlements.timing"));
  }

  private void fill() {
    desk.run("create table entitlements.timed (ticket bigint primary key)");
    desk.run(
        """
        insert into entitlements.fact (ticket, ordinal, kind, at, level_version, severity)
        select t, 1, 'RECEIVED', now(), 3, 'NORMAL' from generate_series(10000001, 10100000) t;
        insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at)
        select t, 'RESOLUTION', 1, 3, now(), now() + interval '60 days' + t % 86400 * interval '1 second'
        from generate_series(10000001, 10100000) t;
        analyze entitlements.fact; analyze entitlements.clock; analyze entitlements.watched
        """);
  }

  /** 3,000 spread over a minute, 2,000 at one instant in its middle. */
  private void spread() {
    desk.run(
        """
        update entitlements.clock
        set due_at = now() + interval '5 seconds' + (ticket %% 3000) * interval '20 milliseconds'
        where ticket between 10000001 and 10003000;
        update entitlements.clock set due_at = now() + interval '35 seconds'
        where ticket between 10003001 and 10005000
        """
            .replace("%%", "%"));
  }

  private String percentile(String share) {
    return desk.text(
        "select round(cast(percentile_cont("
            + share
            + ") within group (order by late) as numeric), 2) from entitlements.timing");
  }

  private static void say(String what, long since) {
    System.out.printf(Locale.ROOT, what + "%n", (System.nanoTime() - since) / 1_000_000);
  }
}
