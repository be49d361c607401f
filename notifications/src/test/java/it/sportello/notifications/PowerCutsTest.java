package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.notifications.PowerCuts.PowerCut;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The desk dies at every moment between two durable steps in turn, and is started again. */
@Timeout(300)
class PowerCutsTest {
  /** More moments than any of these works has: one that never ends is a fault too. */
  private static final int MOST = 200;

  private final TestDesk desk = TestDesk.get();

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  @AfterEach
  void powerStays() {
    PowerCuts.at(0);
  }

  @Test
  void aMailboxIsReadOnceWheneverTheDeskDies() throws Exception {
    int moments = 0;
    boolean cut = true;
    try (TestMailbox box = new TestMailbox()) {
      while (cut) {
        moments++;
        TestMailbox.forgetAll();
        box.server.purgeEmailFromAllMailboxes();
        box.deliver(bytes("titolare@libreria-minerva.example", "Prima"));
        box.deliver(bytes("nessuno@altrove.example", "Sconosciuto"));
        box.deliver(bytes("titolare@pasticceria-aurora.example", "Seconda"));
        MailboxId id = box.add();
        long before = acknowledgements();

        cut = dies(moments, () -> readAll(id));
        desk.run("update notifications.mailbox set lease_until = now() - interval '1 second'");
        readAll(id);
        desk.run("update notifications.incoming_mail set due_at = now() where state = 'RECEIVED'");
        readWhatWaits();

        String when = "dead at moment " + moments;
        assertEquals(3, desk.number("select count(*) from notifications.incoming_mail"), when);
        assertEquals(2, TestMailbox.tickets(), when);
        assertEquals(
            1,
            desk.number(
                "select count(*) from notifications.incoming_mail where state = 'QUARANTINE'"),
            when);
        assertEquals(before + 2, acknowledgements(), when);
      }
    }
    assertTrue(moments > 10, "only " + moments + " moments");
  }

  @Test
  void aMailHandedOverTwiceBecauseNobodyAnsweredIsOneTicket() throws Exception {
    int moments = 0;
    boolean cut = true;
    while (cut) {
      moments++;
      String raw = mail("titolare@libreria-minerva.example", "Consegna " + UUID.randomUUID());
      long tickets = desk.number("select count(*) from ticketing.ticket");
      long before = acknowledgements();

      cut = dies(moments, () -> hand(raw));
      Intake intake = hand(raw);
      desk.run("update notifications.incoming_mail set due_at = now() where state = 'RECEIVED'");
      readWhatWaits();

      assertEquals(tickets + 1, desk.number("select count(*) from ticketing.ticket"), "tickets");
      assertEquals(before + 1, acknowledgements(), "acknowledgements");
      assertTrue(intake.ticket().isPresent(), "the second answer says where it is");
    }
    assertTrue(moments > 4, "only " + moments + " moments");
  }

  private void readWhatWaits() {
    IntakeSweep sweep = desk.bean(IntakeSweep.class);
    while (sweep.sweep()) {
      // One mail at a time.
    }
  }

  private void readAll(MailboxId id) throws Exception {
    ImapReader reader = TestMailbox.reader(id);
    try {
      while (reader.turn() > 0) {
        // Until nothing is new.
      }
    } finally {
      reader.close();
    }
  }

  private Intake hand(String raw) throws Exception {
    return desk.bean(Inbox.class)
        .receive(
            "test",
            new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)),
            Instant.parse("2026-11-20T10:00:00Z"));
  }

  /**
   * @return whether it came to its end before
   */
  private static boolean dies(int moment, Work work) throws Exception {
    assertTrue(moment < MOST, "it never ends");
    PowerCuts.at(moment);
    try {
      work.run();
      return false;
    } catch (PowerCut e) {
      return true;
    } finally {
      PowerCuts.at(0);
    }
  }

  private long acknowledgements() {
    return desk.number("select count(*) from notifications.outgoing_mail where kind = 'RECEIVED'");
  }

  private static byte[] bytes(String from, String subject) {
    return mail(from, subject).getBytes(StandardCharsets.UTF_8);
  }

  private static String mail(String from, String subject) {
    return "From: "
        + from
        + "\r\nTo: support@desk.example\r\nSubject: "
        + subject
        + "\r\n\r\nNon parte.\r\n";
  }
}
