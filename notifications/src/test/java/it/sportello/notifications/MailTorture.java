package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R2, R4 and R8 at full size, with processes that are really killed; {@code mvn -Ptorture}. */
@Timeout(4_800)
class MailTorture {
  private static final Sizes SIZES =
      new Sizes(
          Integer.getInteger("torture.mails", 10_000),
          Integer.getInteger("torture.cuts", 2_000),
          Integer.getInteger("torture.kills", 300));
  private static final List<Row> ROWS = new ArrayList<>();

  /** How much of each. */
  record Sizes(int mails, int cuts, int kills) {
    /** Cuts at each thing that a reader asks its server. */
    int least() {
      return Math.max(1, cuts / 40);
    }

    /** How often a node is held for longer than its lease. */
    int stops() {
      return Math.max(1, kills / 30);
    }
  }

  /** What was seen. */
  record Row(String what, long mails, long lost, long doubled, Duration time) {
    static Row of(String what, long mails, long lost, long doubled, long began) {
      return new Row(what, mails, lost, doubled, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  @Test
  void noMailIsLostOrDoubledOnGreenMail() throws Exception {
    try (TestMailbox box = new TestMailbox()) {
      hold(
          new IntakeTorture("GreenMail", SIZES)
              .run(
                  box.port(),
                  mails -> {
                    box.tidy();
                    for (byte[] mail : mails) {
                      box.deliver(mail);
                    }
                  }));
    }
  }

  @Test
  void noMailIsLostOrDoubledOnDovecot() throws Exception {
    assertTrue(Dovecot.isThere(), "Dovecot (Debian: dovecot-imapd) and root are needed");
    try (Dovecot server = new Dovecot(TestMailbox.PASSWORD)) {
      hold(new IntakeTorture("Dovecot", SIZES).run(server.port(), server::deliver));
    }
  }

  @Test
  void aMailThatCannotBeReadIsHeldAndStopsNoOther() throws Exception {
    assertTrue(Dovecot.isThere(), "Dovecot (Debian: dovecot-imapd) and root are needed");
    try (Dovecot server = new Dovecot(TestMailbox.PASSWORD)) {
      hold(new PoisonTorture(SIZES.mails()).run(server));
    }
  }

  @Test
  void noReplyIsLostAndARepeatIsKnownByItsMessageId() throws Exception {
    hold(new SendTorture(2 * SIZES.mails(), SIZES.kills() * 2 / 3).run());
  }

  /** A torture that found what it looks for says so itself, before. */
  private static void hold(Row row) {
    ROWS.add(row);
    assertEquals(0, row.lost(), "lost");
    assertEquals(0, row.doubled(), "doubled");
  }

  @AfterAll
  static void tell() {
    System.out.printf(
        "%n| mails | what was done | lost | doubled | time |%n| --- | --- | --- | --- | --- |%n");
    for (Row row : ROWS) {
      System.out.printf(
          "| %d | %s | %d | %d | %d min %d s |%n",
          row.mails(),
          row.what(),
          row.lost(),
          row.doubled(),
          row.time().toMinutes(),
          row.time().toSecondsPart());
    }
  }
}
