package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.ticketing.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R2: three nodes, each a process, read one mailbox over a line that breaks, while they are killed,
 * also in the middle of a transaction, and held for longer than their lease. What was put into the
 * mailbox is written down here, outside the desk: each mail becomes one ticket, none is lost, none
 * doubled.
 */
@Timeout(4_800)
class MailTorture {
  private static final int MAILS = Integer.getInteger("torture.mails", 10_000);
  private static final int CUTS = Integer.getInteger("torture.cuts", 2_000);
  private static final int KILLS = Integer.getInteger("torture.kills", 300);

  /** Cuts at what was being asked, for each thing that a reader asks. */
  private static final int LEAST = Math.max(1, CUTS / 40);

  /** How often a node is held for longer than its lease. */
  private static final int STOPS = Math.max(1, KILLS / 30);

  private static final int NODES = 3;
  private static final long HELD_SECONDS = ImapReader.LEASE.toSeconds() + 5;
  private static final int LONGEST = 24_000;

  /** As many as a reader that is cut off every {@link #LONGEST} bytes can still list. */
  private static final int MOST_UNREAD = 150;

  private static final long SEED = 5;
  private static final List<String> TABLES =
      List.of(
          "notifications.mailbox",
          "notifications.incoming_mail",
          "ticketing.ticket",
          "notifications.outgoing_mail");

  private static final List<Torture> SEEN = new ArrayList<>();

  private final TestDesk desk = TestDesk.get();
  private final Random random = new Random(SEED);

  @FunctionalInterface
  private interface Mailman {
    void deliver(List<byte[]> mails) throws Exception;
  }

  /** What was done to the nodes. */
  private static final class Torture {
    final String server;
    final long began = System.nanoTime();
    int delivered;
    int kills;
    int inTransaction;
    int stops;
    int taken;
    long seconds;
    long lost = -1;
    long doubled = -1;
    Map<String, Integer> cuts = Map.of();

    Torture(String server) {
      this.server = server;
    }

    int allCuts() {
      return cuts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  @Test
  void noMailIsLostOrDoubledOnGreenMail() throws Exception {
    try (TestMailbox box = new TestMailbox()) {
      torture(
          "GreenMail",
          box.port(),
          mails -> {
            for (byte[] mail : mails) {
              box.deliver(mail);
            }
          });
    }
  }

  @Test
  void noMailIsLostOrDoubledOnDovecot() throws Exception {
    assertTrue(Dovecot.isThere(), "Dovecot (Debian: dovecot-imapd) and root are needed");
    try (Dovecot server = new Dovecot(TestMailbox.PASSWORD)) {
      torture("Dovecot", server.port(), server::deliver);
    }
  }

  @AfterAll
  static void tell() {
    System.out.printf(
        "%n| server | mails | cuts | least at one verb | kills | in a transaction | held > lease |"
            + " lease taken away | lost | doubled | time |%n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |%n");
    for (Torture seen : SEEN) {
      System.out.printf(
          "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d min %d s |%n",
          seen.server,
          seen.delivered,
          seen.allCuts(),
          seen.cuts.values().stream().mapToInt(Integer::intValue).min().orElse(0),
          seen.kills,
          seen.inTransaction,
          seen.stops,
          seen.taken,
          seen.lost,
          seen.doubled,
          seen.seconds / 60,
          seen.seconds % 60);
      System.out.println("  cuts: " + seen.cuts);
    }
  }

  private void torture(String server, int port, Mailman mailman) throws Exception {
    TestMailbox.forgetAll();
    Torture torture = new Torture(server);
    SEEN.add(torture);
    List<byte[]> mails = mails(server);
    List<NodeProcess> nodes = new ArrayList<>();
    try (FaultyLine line = new FaultyLine(port, LONGEST, SEED)) {
      line.aim();
      MailboxId mailbox =
          desk.bean(MailboxAccounts.class)
              .add(TestMailbox.ADMINISTRATOR, TestMailbox.draft(line.port()));
      for (int i = 1; i <= NODES; i++) {
        nodes.add(node("node-" + i, mailbox));
      }
      for (NodeProcess each : nodes) {
        each.start();
      }
      while (!isEnough(torture, line)) {
        deliver(torture, line, mails, mailman);
        hold(torture, nodes);
        strike(torture, nodes);
      }
      line.hold();
      for (NodeProcess each : nodes) {
        if (each.isStopped()) {
          each.goOn();
        }
      }
      while (torture.delivered < MAILS) {
        mailman.deliver(List.of(mails.get(torture.delivered++)));
      }
      awaitAll(nodes);
    } finally {
      for (NodeProcess each : nodes) {
        each.close();
      }
      torture.seconds = Duration.ofNanos(System.nanoTime() - torture.began).toSeconds();
    }
    judge(torture, mails);
  }

  private boolean isEnough(Torture torture, FaultyLine line) {
    torture.cuts = line.cuts();
    return torture.kills >= KILLS
        && torture.allCuts() >= CUTS
        && torture.stops >= STOPS
        && torture.cuts.values().stream().allMatch(hits -> hits >= LEAST);
  }

  /** In step with the blows; the last tenth comes when they are over. */
  private void deliver(Torture torture, FaultyLine line, List<byte[]> mails, Mailman mailman)
      throws Exception {
    torture.cuts = line.cuts();
    double done =
        Math.min(
            Math.min(1, torture.kills / (double) KILLS),
            Math.min(1, torture.allCuts() / (double) CUTS));
    int due = Math.min(MAILS, 50 + (int) (MAILS * 0.9 * done));
    long unread =
        torture.delivered - desk.number("select count(*) from notifications.incoming_mail");
    int now = (int) Math.min(due, torture.delivered + MOST_UNREAD - unread);
    if (now > torture.delivered) {
      mailman.deliver(mails.subList(torture.delivered, now));
      torture.delivered = now;
    }
  }

  /** One at most is held at a time; two others can take over. */
  private void hold(Torture torture, List<NodeProcess> nodes) throws Exception {
    for (NodeProcess each : nodes) {
      if (each.isStopped() && each.stoppedSeconds() > HELD_SECONDS) {
        each.goOn();
        torture.stops++;
      }
    }
    boolean none = nodes.stream().noneMatch(NodeProcess::isStopped);
    boolean due = torture.stops < STOPS && torture.kills * STOPS >= torture.stops * KILLS;
    if (none && due) {
      NodeProcess one = nodes.get(random.nextInt(NODES));
      if (one.isReady()) {
        one.stop();
      }
    }
  }

  private void strike(Torture torture, List<NodeProcess> nodes) throws Exception {
    Thread.sleep(random.nextInt(400));
    if (random.nextInt(3) == 0) {
      desk.run(
          "update notifications.mailbox set fence = fence + 1, holder = '', lease_until ="
              + " '-infinity'");
      torture.taken++;
    }
    NodeProcess one = nodes.get(random.nextInt(NODES));
    if (torture.kills >= KILLS || !one.isReady()) {
      assertTrue(one.isAlive(), () -> one.name() + " has ended by itself; see its log");
      return;
    }
    Thread.sleep(random.nextInt(1_000));
    if (random.nextBoolean() && killInTransaction(one)) {
      torture.inTransaction++;
    } else {
      one.kill();
    }
    torture.kills++;
    one.start();
  }

  /** The node waits for a lock that is held here; so its transaction is open when it dies. */
  private boolean killInTransaction(NodeProcess node) throws Exception {
    try (Connection connection = desk.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local lock_timeout = '2s'");
      statement.execute(
          "lock table " + TABLES.get(random.nextInt(TABLES.size())) + " in share mode");
      for (int i = 0; i < 150; i++) {
        if (waits(node)) {
          node.kill();
          connection.rollback();
          return true;
        }
        Thread.sleep(10);
      }
      connection.rollback();
    } catch (SQLException e) {
      // Somebody who is held holds the lock.
      return false;
    }
    return false;
  }

  private boolean waits(NodeProcess node) {
    return desk.number(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and application_name = '"
                + node.name()
                + "'")
        > 0;
  }

  /** The mails of a dead node wait a minute, and another one for each try that died too. */
  private void awaitAll(List<NodeProcess> nodes) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (desk.number(
            "select count(*) from notifications.incoming_mail"
                + " where state not in ('RECEIVED', 'FETCH_AGAIN')")
        < MAILS) {
      assertTrue(System.nanoTime() < end, "no stall of ten minutes");
      for (NodeProcess each : nodes) {
        assertTrue(each.isAlive(), () -> each.name() + " has ended by itself; see its log");
      }
      desk.run(
          "update notifications.incoming_mail set due_at = now()"
              + " where state in ('RECEIVED', 'FETCH_AGAIN')");
      Thread.sleep(1_000);
    }
  }

  private void judge(Torture torture, List<byte[]> mails) throws Exception {
    String ours = "like 'Tortura " + torture.server + " %'";
    long found =
        desk.number("select count(distinct subject) from ticketing.ticket where subject " + ours);
    torture.lost = MAILS - found;
    torture.doubled =
        desk.number("select count(*) from ticketing.ticket where subject " + ours) - found;
    assertEquals(0, torture.lost, "lost");
    assertEquals(0, torture.doubled, "doubled");
    assertEquals(MAILS, desk.number("select count(*) from notifications.incoming_mail"), "rows");
    assertEquals(
        MAILS, desk.number("select count(distinct uid) from notifications.incoming_mail"), "UIDs");
    assertEquals(MAILS, TestMailbox.tickets(), "tickets");
    assertEquals(
        MAILS,
        desk.number(
            "select count(*) from notifications.outgoing_mail m where kind = 'RECEIVED' and exists"
                + " (select from ticketing.ticket t where t.id = m.ticket and t.subject "
                + ours
                + ")"),
        "answers, those withheld included");
    List<String> stored =
        Arrays.asList(
            desk.text(
                    "select string_agg(sha256, ',' order by sha256 collate \"C\")"
                        + " from notifications.incoming_mail")
                .split(","));
    for (String each : stored) {
      try (InputStream bytes = desk.bean(Blobs.class).open(each, 0)) {
        assertEquals(each, sha256(bytes.readAllBytes()), "the file");
      }
    }
    if (torture.server.equals("Dovecot")) {
      assertEquals(mails.stream().map(MailTorture::sha256).sorted().toList(), stored, "bytes");
    }
  }

  private NodeProcess node(String name, MailboxId mailbox) throws IOException {
    Path log = Path.of("target", "torture", name + ".log");
    Files.createDirectories(log.getParent());
    String separator = desk.url().contains("?") ? "&" : "?";
    return new NodeProcess(
        name,
        log,
        List.of(
            desk.url() + separator + "ApplicationName=" + name,
            desk.setting("sportello.files"),
            Long.toString(mailbox.value())));
  }

  private List<byte[]> mails(String server) {
    List<byte[]> mails = new ArrayList<>();
    for (int i = 0; i < MAILS; i++) {
      String mail =
          "From: Chi scrive <chi-%d@libreria-minerva.example>\r\n".formatted(i % 100)
              + "To: support@desk.example\r\n"
              + "Subject: Tortura %s %d\r\n".formatted(server, i)
              + "Message-ID: <%s-%d@minerva.example>\r\n".formatted(server, i)
              + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
              + "La spedizione è ferma da stamattina.\r\n".repeat(1 + random.nextInt(60));
      mails.add(mail.getBytes(StandardCharsets.UTF_8));
    }
    return mails;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
