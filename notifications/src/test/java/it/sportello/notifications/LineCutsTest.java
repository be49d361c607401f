package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import it.sportello.ticketing.Blobs;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every mail of the mailbox becomes one message, however often the line to it breaks. */
@Timeout(300)
class LineCutsTest {
  private static final int MAILS = Integer.getInteger("cuts.mails", 500);
  private static final int CUTS = Integer.getInteger("cuts.least", 150);

  /** Bytes of what the server says: enough to sign in now and then, too few for many mails. */
  private static final int LONGEST = 12_000;

  private static final long SEED = 5;

  private final TestDesk desk = TestDesk.get();

  @BeforeEach
  void forget() {
    TestMailbox.forgetAll();
  }

  @Test
  void noMailIsLostOrDoubledOnGreenMail() throws Exception {
    try (TestMailbox box = new TestMailbox()) {
      for (byte[] mail : mails()) {
        box.deliver(mail);
      }
      readThroughCuts(box.port());
    }
  }

  @Test
  void noMailIsLostOrDoubledOnDovecot() throws Exception {
    assumeTrue(Dovecot.isThere(), "Dovecot is not installed, or this is not root");
    List<byte[]> mails = mails();
    try (Dovecot server = new Dovecot(TestMailbox.PASSWORD)) {
      server.deliver(mails);
      readThroughCuts(server.port());
    }
    Set<String> sent = new TreeSet<>();
    for (byte[] mail : mails) {
      sent.add(
          desk.bean(Blobs.class).put(new java.io.ByteArrayInputStream(mail), Inbox.LIMIT).sha256());
    }
    assertEquals(
        String.join(",", sent),
        desk.text(
            "select string_agg(sha256, ',' order by sha256 collate \"C\") from notifications.incoming_mail"),
        "the bytes are those that were sent");
  }

  /** With half of the cuts nothing is read yet; with the other half a few mails more. */
  private void readThroughCuts(int port) throws Exception {
    try (FaultyLine line = new FaultyLine(port, LONGEST, SEED)) {
      MailboxId id =
          desk.bean(MailboxAccounts.class)
              .add(TestMailbox.ADMINISTRATOR, TestMailbox.draft(line.port()));
      ImapReader reader = TestMailbox.reader(id);
      boolean done = false;
      while (!done) {
        if (line.broken() >= CUTS) {
          line.hold();
          // Those on which it broke again and again wait half a minute.
          desk.run(
              "update notifications.incoming_mail set due_at = now() where state = 'FETCH_AGAIN'");
        }
        done = turn(reader) == 0 && line.broken() >= CUTS;
      }
      reader.close();
      assertTrue(line.broken() >= CUTS, () -> "cuts: " + line.cuts());
    }
    readWhatWasStored();
    assertEquals(MAILS, desk.number("select count(*) from notifications.incoming_mail"), "stored");
    assertEquals(
        MAILS, desk.number("select count(distinct uid) from notifications.incoming_mail"), "UIDs");
    assertEquals(MAILS, TestMailbox.tickets(), "tickets");
    assertEquals(
        MAILS,
        desk.number(
            "select count(distinct subject) from notifications.incoming_mail where state = 'IN_TICKET'"),
        "subjects");
  }

  /**
   * @return how many were stored; -1 when the line broke
   */
  private static int turn(ImapReader reader) {
    try {
      return reader.turn();
    } catch (MessagingException | IOException e) {
      reader.close();
      return -1;
    }
  }

  /** A broken line leaves what was stored to the sweep, which takes it a minute later. */
  private void readWhatWasStored() {
    IntakeSweep sweep = desk.bean(IntakeSweep.class);
    while (desk.number(
            "select count(*) from notifications.incoming_mail where state = 'RECEIVED' and attempts < 3")
        > 0) {
      desk.run("update notifications.incoming_mail set due_at = now() where state = 'RECEIVED'");
      sweep.sweep();
    }
  }

  private static List<byte[]> mails() {
    Random random = new Random(SEED);
    List<byte[]> mails = new ArrayList<>();
    for (int i = 0; i < MAILS; i++) {
      String mail =
          "From: Titolare <titolare@libreria-minerva.example>\r\nTo: support@desk.example\r\n"
              + ("Subject: Spedizione " + i + "\r\nMessage-ID: <cut-" + i + "@minerva.example>\r\n")
              + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
              + "La spedizione è ferma da stamattina.\r\n".repeat(1 + random.nextInt(60));
      mails.add(mail.getBytes(StandardCharsets.UTF_8));
    }
    return mails;
  }
}
