package it.sportello.notifications;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A node of the desk that reads one mailbox, in a process of its own, so that it can be killed. It
 * ends when whoever started it does. After a failure it waits less than the real one: a line that
 * breaks two thousand times is to be broken within minutes.
 */
final class IntakeNode {
  static final String READY = "ready";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);

  private IntakeNode() {}

  /**
   * @param arguments where the database is, the folder of files, which mailbox
   */
  public static void main(String[] arguments) throws IOException {
    ScheduledExecutorService jobs = Executors.newScheduledThreadPool(2);
    TestDesk desk = TestDesk.node(arguments[0], Map.of("sportello.files", arguments[1]), jobs);
    MailboxKey key =
        desk.bean(MailboxSecrets.class).key(Long.parseLong(arguments[2])).orElseThrow();
    ImapLoop loop =
        new ImapLoop(desk.bean(ImapReader.class), key, POLL, SHORTEST_WAIT, LONGEST_WAIT);
    new Thread(loop::run, "imap-reader").start();
    new Thread(loop::watch, "imap-watch").start();
    desk.bean(IntakeSweep.class).start();
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Until the other end is closed.
    }
    Runtime.getRuntime().halt(0);
  }
}
