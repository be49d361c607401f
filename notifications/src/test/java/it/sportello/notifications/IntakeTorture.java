package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.ticketing.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Three nodes, each a process, read one mailbox over a line that breaks, while they are killed,
 * also in the middle of a transaction, and held for longer than their lease. What was put into the
 * mailbox is written down here, outside the desk: each mail becomes one ticket, none is lost, none
 * doubled.
 */
final class IntakeTorture {
  private static final int NODES = 3;
  private static final int LONGEST = 6_000;

  /** As many as a reader that is cut off every {@link #LONGEST} bytes can still list. */
  private static final int MOST_UNREAD = 40;

  /** By how much of them the blows may be ahead of the mails that are read. */
  private static final double AHEAD = 0.1;

  private static final long SEED = 5;

  private final TestDesk desk = TestDesk.get();
  private final Random random = new Random(SEED);

  private final String server;
  private final MailTorture.Sizes sizes;
  private final List<byte[]> mails;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Blows blows;
  private int delivered;
  private long told = System.nanoTime();
  private Map<String, Integer> cuts = Map.of();

  /** Puts mails where the server has them. */
  @FunctionalInterface
  interface Mailman {
    void deliver(List<byte[]> mails) throws Exception;
  }

  IntakeTorture(String server, MailTorture.Sizes sizes) {
    this.server = server;
    this.sizes = sizes;
    this.mails = mails();
    this.blows = new Blows(desk, nodes, sizes, SEED);
  }

  MailTorture.Row run(int port, Mailman mailman) throws Exception {
    long began = System.nanoTime();
    TestMailbox.forgetAll();
    try (FaultyLine line = new FaultyLine(port, LONGEST, SEED)) {
      line.aim();
      MailboxId mailbox =
          desk.bean(MailboxAccounts.class)
              .add(TestMailbox.ADMINISTRATOR, TestMailbox.draft(line.port()));
      for (int i = 1; i <= NODES; i++) {
        nodes.add(NodeProcess.reading("node-" + i, desk, mailbox));
      }
      nodes.get(0).warmUp();
      for (NodeProcess each : nodes) {
        each.start();
      }
      while (!isEnough(line)) {
        tell();
        deliver(mailman);
        trouble(line);
      }
      line.hold();
      blows.end();
      while (delivered < mails.size()) {
        deliverUpTo(mails.size(), mailman);
        Thread.sleep(50);
      }
      awaitAll();
    } finally {
      for (NodeProcess each : nodes) {
        each.close();
      }
    }
    return judged(began);
  }

  /** Whoever reads is left in peace where the blows are ahead: every mail is to see some. */
  private void trouble(FaultyLine line) throws Exception {
    if (done() > count("*") / (double) mails.size() + AHEAD) {
      line.hold();
      Thread.sleep(100);
    } else {
      line.fail();
      blows.next(hit());
    }
  }

  private void tell() {
    if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(20)) {
      told = System.nanoTime();
      System.out.printf(
          "%s: %d mails delivered, %d stored, cuts %s, %s; the last start took %d ms%n",
          server, delivered, count("*"), cuts, blows, nodes.get(0).startMillis());
    }
  }

  private boolean isEnough(FaultyLine line) {
    cuts = line.cuts();
    return blows.areEnough()
        && allCuts() >= sizes.cuts()
        && cuts.values().stream().allMatch(hits -> hits >= sizes.least());
  }

  /**
   * In step with kills and cuts of every kind; one more once all are read, so that the mails last
   * until what a reader seldom asks is hit as well.
   */
  private void deliver(Mailman mailman) throws Exception {
    long unread = delivered - count("*");
    assertTrue(
        delivered < mails.size() || unread > 0, () -> "mails for all that is to be hit: " + cuts);
    long due = Math.round(mails.size() * (0.05 + 0.85 * done()));
    deliverUpTo(Math.max(due, unread == 0 ? delivered + 1 : delivered), mailman);
  }

  /** How much was done of all that is to be done meanwhile, from 0 to 1. */
  private double done() {
    return Math.min(blows.done(), hit());
  }

  /** How far the cuts are, from 0, with everything that a reader asks. */
  private double hit() {
    int rarest = cuts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    return Math.min(allCuts() / (double) sizes.cuts(), rarest / (double) sizes.least());
  }

  private void deliverUpTo(long due, Mailman mailman) throws Exception {
    long unread = delivered - count("*");
    int now = (int) Math.min(Math.min(due, mails.size()), delivered + MOST_UNREAD - unread);
    if (now > delivered) {
      mailman.deliver(mails.subList(delivered, now));
      delivered = now;
    }
  }

  /** The mails of a dead node wait a minute, and another one for each try that died too. */
  private void awaitAll() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (desk.number(
            "select count(*) from notifications.incoming_mail"
                + " where state not in ('RECEIVED', 'FETCH_AGAIN')")
        < mails.size()) {
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

  private MailTorture.Row judged(long began) throws Exception {
    String ours = "like 'Tortura " + server + " %'";
    long found =
        desk.number("select count(distinct subject) from ticketing.ticket where subject " + ours);
    long all = desk.number("select count(*) from ticketing.ticket where subject " + ours);
    assertEquals(mails.size(), count("*"), "rows");
    assertEquals(mails.size(), count("distinct uid"), "UIDs");
    assertEquals(mails.size(), TestMailbox.tickets(), "tickets");
    assertEquals(
        mails.size(),
        desk.number(
            "select count(*) from notifications.outgoing_mail m where kind = 'RECEIVED' and exists"
                + " (select from ticketing.ticket t where t.id = m.ticket and t.subject "
                + ours
                + ")"),
        "answers, those withheld included");
    compareBytes();
    return MailTorture.Row.of(
        "%s, %d cuts %s, %s".formatted(server, allCuts(), cuts, blows),
        mails.size(),
        mails.size() - found,
        all - found,
        began);
  }

  private long count(String what) {
    return desk.number("select count(" + what + ") from notifications.incoming_mail");
  }

  /** The files are what their rows say; on a server that alters nothing, what was put in. */
  private void compareBytes() throws IOException {
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
    if (server.equals("Dovecot")) {
      assertEquals(mails.stream().map(IntakeTorture::sha256).sorted().toList(), stored, "bytes");
    }
  }

  private int allCuts() {
    return cuts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private List<byte[]> mails() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < sizes.mails(); i++) {
      String mail =
          "From: Chi scrive <chi-%d@libreria-minerva.example>\r\n".formatted(i % 100)
              + "To: support@desk.example\r\n"
              + "Subject: Tortura %s %d\r\n".formatted(server, i)
              + "Message-ID: <%s-%d@minerva.example>\r\n".formatted(server, i)
              + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
              + "La spedizione è ferma da stamattina.\r\n".repeat(1 + random.nextInt(60));
      all.add(mail.getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
