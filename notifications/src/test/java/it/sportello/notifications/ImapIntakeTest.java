package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.sportello.contacts.DeskClock;
import it.sportello.ticketing.Blobs;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ImapIntakeTest {
  private final TestDesk desk = TestDesk.get();
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
  private GreenMailUser mailbox;
  private ImapIntake intake;

  @BeforeEach
  void start() {
    desk.run("delete from notifications.incoming_mail");
    desk.run("delete from notifications.mailbox");
    server.start();
    mailbox = server.setUser("support@desk.example", "support", "segreto");
    desk.set("sportello.imap.host", "127.0.0.1");
    desk.set("sportello.imap.port", Integer.toString(server.getImap().getPort()));
    desk.set("sportello.imap.user", "support");
    desk.set("sportello.imap.password", "segreto");
    intake = intake();
  }

  @AfterEach
  void stop() {
    intake.stop();
    server.stop();
  }

  @Test
  void everyMailBecomesOneTicketAlsoOneThatSomebodyHasRead() throws Exception {
    deliver("uno");
    deliver("due").setFlag(Flags.Flag.SEEN, true);

    assertEquals(2, intake.turn());
    assertEquals(0, intake.turn());
    deliver("tre");
    aMomentLater();
    assertEquals(1, intake.turn());

    assertEquals(3, tickets());
    assertEquals(3, desk.number("select high_water from notifications.mailbox"));
  }

  @Test
  void mailsAreMarkedSeenOnlyOnceTheyAreSafe() throws Exception {
    deliver("uno");

    intake.turn();

    var inbox = server.getManagers().getImapHostManager().getInbox(mailbox);
    assertTrue(inbox.getMessages().get(0).getFlags().contains(Flags.Flag.SEEN));
  }

  @Test
  void aMailThatLostItsRowIsFoundByTheDailyReconciliationOnce() throws Exception {
    deliver("uno");
    deliver("due");
    deliver("tre");
    intake.turn();
    desk.run("delete from notifications.incoming_mail where uid = 2");
    intake.turn();
    assertEquals(2, desk.number("select count(*) from notifications.incoming_mail"));

    desk.run("update notifications.mailbox set reconciled_at = now() - interval '25 hours'");
    intake.turn();
    desk.run("update notifications.incoming_mail set due_at = now() where state = 'FETCH_AGAIN'");
    intake.turn();

    MailboxStates.State state =
        desk.bean(MailboxStates.class).all(new it.sportello.contacts.Scope.Desk()).get(0);
    assertEquals(1, state.withoutRow());
    assertEquals(3, state.onServer());
    assertEquals(3, state.stored());
    assertEquals(0, state.toFetch());
    assertEquals(
        "IN_TICKET", desk.text("select state from notifications.incoming_mail where uid = 2"));
  }

  @Test
  void aMailboxThatRenumbersItsMailsBringsNoneTwice() throws Exception {
    deliver("uno");
    deliver("due");
    intake.turn();
    desk.run("update notifications.mailbox set uidvalidity = 1, high_water = 77");
    desk.run("update notifications.incoming_mail set uidvalidity = 1");

    intake.turn();

    assertEquals(2, tickets());
    assertEquals(
        2,
        desk.number("select count(*) from notifications.incoming_mail where state = 'DUPLICATE'"));
    deliver("tre");
    aMomentLater();
    intake.turn();
    assertEquals(3, tickets());
  }

  @Test
  void oneNodeReadsAndAnotherTakesOverWhenItsLeaseEnds() throws Exception {
    deliver("uno");
    ImapIntake other = intake();
    intake.turn();
    deliver("due");

    assertEquals(0, other.turn());
    desk.run("update notifications.mailbox set lease_until = now() - interval '1 second'");
    assertEquals(1, other.turn());

    assertEquals(0, intake.turn());
    assertEquals(2, tickets());
    other.stop();
  }

  @Test
  void aNodeThatLostItsLeaseStoresNothing() {
    Mailboxes mailboxes = desk.bean(Mailboxes.class);
    Mailboxes.Lease old = mailboxes.lease("box", "a", Duration.ZERO).orElseThrow();
    Mailboxes.Lease held = mailboxes.selected(old, 5);
    desk.run("update notifications.mailbox set lease_until = now() - interval '1 second'");
    assertTrue(mailboxes.lease("box", "b", Duration.ofMinutes(1)).isPresent());

    assertThrows(
        Mailboxes.LeaseLost.class,
        () ->
            mailboxes.store(
                held, 1, new it.sportello.ticketing.Blob("a".repeat(64), 3), desk.clock().now()));
    assertEquals(0, desk.number("select count(*) from notifications.incoming_mail"));
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    deliver("uno");
    desk.set("sportello.imap.port", "1");
    assertThrows(MessagingException.class, intake::turn);
    desk.set("sportello.imap.port", Integer.toString(server.getImap().getPort()));

    assertEquals(1, intake.turn());
    assertEquals("", desk.bean(MailHealth.class).mailboxTrouble());
  }

  /** The mail library asks the server what is new once a second at most. */
  private static void aMomentLater() throws InterruptedException {
    Thread.sleep(1_200);
  }

  private long tickets() {
    return desk.number(
        "select count(distinct ticket) from notifications.incoming_mail where state = 'IN_TICKET'");
  }

  private MimeMessage deliver(String text) throws MessagingException {
    String mail =
        "From: titolare@libreria-minerva.example\r\nTo: support@desk.example\r\nSubject: "
            + text
            + "\r\n\r\n"
            + text
            + "\r\n";
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
    mailbox.deliver(message);
    return message;
  }

  private ImapIntake intake() {
    ImapIntake fresh = new ImapIntake();
    fresh.settings = desk.bean(MailSettings.class);
    fresh.mailboxes = desk.bean(Mailboxes.class);
    fresh.blobs = desk.bean(Blobs.class);
    fresh.inbox = desk.bean(Inbox.class);
    fresh.reconciliation = desk.bean(Reconciliation.class);
    fresh.clock = desk.bean(DeskClock.class);
    return fresh;
  }
}
