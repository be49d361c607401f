package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mailboxes read as in the running desk, each by threads of its own. */
@Timeout(120)
class ImapListenTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestDesk desk = TestDesk.get();
  private final List<ImapLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @BeforeEach
  void forget() {
    TestMailbox.forgetAll();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loops.forEach(ImapLoop::stop);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join(10_000);
      assertFalse(thread.isAlive(), "a reader that is stopped ends");
    }
  }

  @Test
  void whatComesWhileTheServerIsListenedToIsATicketAtOnce() throws Exception {
    try (TestMailbox box = new TestMailbox()) {
      MailboxId id = box.add();
      run(id);
      until("the server is listened to", () -> listens() && idles());

      box.deliver("uno");
      until("a ticket", () -> TestMailbox.tickets() == 1);
      box.deliver("due");
      until("another", () -> TestMailbox.tickets() == 2);
    }
  }

  @Test
  void aLineThatBreaksWhileListeningIsOpenedAgainAndNothingIsLost() throws Exception {
    try (ListeningScript server = new ListeningScript()) {
      server.mails.put(1, TestMailbox.mail("uno"));
      run(add(server.port()));
      until("the first", () -> TestMailbox.tickets() == 1);
      until("listening", () -> server.listeners() == 1);

      server.mails.put(2, TestMailbox.mail("due"));
      server.cut();

      until("the second", () -> TestMailbox.tickets() == 2);
      until("listening again", () -> server.listeners() == 2);
    }
  }

  @Test
  void aServerThatCannotSayWhatComesIsAsked() throws Exception {
    try (ImapScript server = new ImapScript()) {
      run(add(server.port()), Duration.ofMillis(300));
      until("it was read", () -> server.heard.stream().anyMatch(line -> line.contains("SELECT")));
      server.mails.put(1, TestMailbox.mail("uno"));
      server.cut();

      until("a ticket", () -> TestMailbox.tickets() == 1);
      assertTrue(server.heard.stream().noneMatch(line -> line.contains("IDLE")));
    }
  }

  @Test
  void aMailboxThatNobodyAnswersForDelaysNoOther() throws Exception {
    try (ImapScript dead = new SilentScript();
        TestMailbox box = new TestMailbox()) {
      run(add(dead.port(), "morta"));
      until("the dead one was tried", () -> !dead.heard.isEmpty());
      run(box.add());

      box.deliver("uno");
      until("a ticket all the same", () -> TestMailbox.tickets() == 1);
    }
  }

  @Test
  void aReaderThatWaitsForADeadServerStopsAtOnce() throws Exception {
    try (ImapScript dead = new SilentScript()) {
      run(add(dead.port(), "morta"));
      until("it waits", () -> !dead.heard.isEmpty());
      long before = System.nanoTime();

      loops.get(0).stop();
      threads.get(0).join(10_000);

      assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 5);
    }
  }

  @Test
  void whoIsChangedIsReadAnewWithoutWaitingForTheOldLease() throws Exception {
    try (TestMailbox box = new TestMailbox()) {
      MailboxId id = box.add();
      run(id);
      until("listening", this::listens);
      desk.bean(MailboxAccounts.class)
          .change(TestMailbox.ADMINISTRATOR, id, 1, TestMailbox.draft(box.port()));
      loops.get(0).stop();
      run(id);

      box.deliver("uno");
      until("a ticket", () -> TestMailbox.tickets() == 1);
      assertEquals(1, desk.number("select count(*) from notifications.incoming_mail"));
    }
  }

  /** The server has taken the command and owes no answer: what it says next is news. */
  private boolean idles() {
    return threads.stream()
        .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
        .anyMatch(frame -> frame.getMethodName().equals("readIdleResponse"));
  }

  private boolean listens() {
    return desk.number("select count(*) from notifications.mailbox where listens") == 1;
  }

  private MailboxId add(int port) {
    return add(port, "support");
  }

  private MailboxId add(int port, String login) {
    return desk.bean(MailboxAccounts.class)
        .add(TestMailbox.ADMINISTRATOR, TestMailbox.draft(port, login, "INBOX", "segreto"));
  }

  private void run(MailboxId id) {
    run(id, HOUR);
  }

  private void run(MailboxId id, Duration poll) {
    ImapLoop loop = new ImapLoop(desk.bean(ImapReader.class), TestMailbox.key(id), poll);
    loops.add(loop);
    for (Runnable work : List.<Runnable>of(loop::run, loop::watch)) {
      Thread thread = new Thread(work);
      threads.add(thread);
      thread.start();
    }
  }

  private static void until(String what, BooleanSupplier look) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!look.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> "waited 20 s for: " + what);
      Thread.sleep(30);
    }
  }

  /** Tells nobody that something has come. */
  private static final class ListeningScript extends ImapScript {
    ListeningScript() {
      capabilities = "IMAP4rev1 IDLE AUTH=PLAIN SASL-IR";
    }

    @Override
    void answer(String tag, String verb, String rest, BufferedReader in, OutputStream out)
        throws IOException {
      if (verb.equals("IDLE")) {
        say(out, "+ idling");
        in.readLine();
      }
      super.answer(tag, verb, rest, in, out);
    }

    long listeners() {
      return heard.stream().filter(line -> line.endsWith("IDLE")).count();
    }
  }

  /** Takes every command and answers none. */
  private static final class SilentScript extends ImapScript {
    @Override
    void answer(String tag, String verb, String rest, BufferedReader in, OutputStream out) {}
  }
}
