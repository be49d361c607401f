package it.sportello.notifications;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A node of the desk in a process of its own, so that it can be killed. It reads one mailbox, or
 * sends what is to be sent, and ends when whoever started it does. After a failure of a line it
 * waits less than the real one: a line that is to break two thousand times has to do so within
 * minutes.
 */
final class DeskNode {
  static final String READY = "ready";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(150);

  private DeskNode() {}

  /**
   * @param arguments where the database is, the folder of files, and {@code reads} with the number
   *     of a mailbox or {@code sends} with the port of a relay
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> settings =
        Map.of(
            "sportello.files",
            arguments[1],
            "sportello.smtp.port",
            arguments[3],
            "sportello.dispatcher.enabled",
            "true");
    TestDesk desk = TestDesk.node(arguments[0], settings, Executors.newScheduledThreadPool(2));
    if (arguments[2].equals("reads")) {
      read(desk, Long.parseLong(arguments[3]));
    } else {
      desk.bean(MailDispatcher.class).start();
    }
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Until the other end is closed.
    }
    System.exit(0);
  }

  private static void read(TestDesk desk, long mailbox) {
    MailboxKey key = desk.bean(MailboxSecrets.class).key(mailbox).orElseThrow();
    ImapLoop loop =
        new ImapLoop(desk.bean(ImapReader.class), key, POLL, SHORTEST_WAIT, LONGEST_WAIT);
    new Thread(loop::run, "imap-reader").start();
    new Thread(loop::watch, "imap-watch").start();
    desk.bean(IntakeSweep.class).start();
  }
}
