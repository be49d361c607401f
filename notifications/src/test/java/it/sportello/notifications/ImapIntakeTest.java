package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.store.FolderException;
import it.sportello.ticketing.Blobs;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ImapIntakeTest {
  private final TestDesk desk = TestDesk.get();
  private TestMailbox box;
  private MailboxId id;
  private ImapReader intake;

  @BeforeEach
  void start() {
    TestMailbox.forgetAll();
    box = new TestMailbox();
    id = box.add();
    intake = TestMailbox.reader(id);
  }

  @AfterEach
  void stop() {
    intake.close();
    box.close();
  }

  @Test
  void everyMailBecomesOneTicketAlsoOneThatSomebodyHasRead() throws Exception {
    box.deliver("uno");
    box.deliver("due").setFlag(Flags.Flag.SEEN, true);

    assertEquals(2, intake.turn());
    assertEquals(0, intake.turn());
    box.deliver("tre");
    aMomentLater();
    assertEquals(1, intake.turn());

    assertEquals(3, TestMailbox.tickets());
    assertEquals(3, desk.number("select high_water from notifications.mailbox"));
  }

  @Test
  void mailsAreMarkedSeenOnlyOnceTheyAreSafe() throws Exception {
    box.deliver("uno");

    intake.turn();

    var inbox = box.server.getManagers().getImapHostManager().getInbox(box.user);
    assertTrue(inbox.getMessages().get(0).getFlags().contains(Flags.Flag.SEEN));
  }

  @Test
  void aMailThatLostItsRowIsFoundByTheDailyReconciliationOnce() throws Exception {
    box.deliver("uno");
    box.deliver("due");
    box.deliver("tre");
    intake.turn();
    desk.run("delete from notifications.incoming_mail where uid = 2");
    intake.turn();
    assertEquals(2, desk.number("select count(*) from notifications.incoming_mail"));

    desk.run("update notifications.mailbox set reconciled_at = now() - interval '25 hours'");
    intake.turn();
    desk.run("update notifications.incoming_mail set due_at = now() where state = 'FETCH_AGAIN'");
    intake.turn();

    MailboxStates.State state = state();
    assertEquals(1, state.withoutRow());
    assertEquals(3, state.onServer());
    assertEquals(3, state.stored());
    assertEquals(0, state.toFetch());
    assertEquals(
        "IN_TICKET", desk.text("select state from notifications.incoming_mail where uid = 2"));
  }

  @Test
  void theBytesOfAMailAreNamedByItsRowWhicheverWayItCame() throws Exception {
    box.deliver("uno");
    intake.turn();
    byte[] handed = TestMailbox.mail("due").getBytes(StandardCharsets.US_ASCII);
    desk.bean(Inbox.class).receive("api:1", new ByteArrayInputStream(handed), desk.clock().now());
    Set<String> all =
        Set.of(
            desk.text("select string_agg(sha256, ' ') from notifications.incoming_mail")
                .split(" "));
    List<String> asked = new ArrayList<>(all);
    asked.add("0".repeat(64));

    assertEquals(2, all.size());
    assertEquals(all, desk.bean(IncomingMails.class).named(asked));
    desk.sweepFiles();
    for (String one : all) {
      assertTrue(desk.bean(Blobs.class).size(one) > 0);
    }
    String gone = desk.text("select sha256 from notifications.incoming_mail where uid is null");
    desk.run("delete from notifications.incoming_mail where uid is null");
    desk.sweepFiles();
    assertThrows(NoSuchFileException.class, () -> desk.bean(Blobs.class).size(gone));
  }

  @Test
  void aMailboxThatOthersTidyMeanwhileLosesNone() throws Exception {
    int mails = 150;
    for (int i = 1; i <= mails; i++) {
      box.deliver("lettera " + i);
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread tidies =
        new Thread(
            () -> {
              while (!done.get()) {
                try {
                  box.tidy();
                } catch (FolderException e) {
                  continue;
                }
              }
            });
    tidies.start();
    for (int turns = 0; turns < 20 && TestMailbox.tickets() < mails; turns++) {
      intake.turn();
    }
    done.set(true);
    tidies.join();

    assertEquals(
        mails, desk.number("select count(distinct subject) from notifications.incoming_mail"));
    assertEquals(mails, TestMailbox.tickets());
  }

  @Test
  void aMailboxThatRenumbersItsMailsBringsNoneTwice() throws Exception {
    box.deliver("uno");
    box.deliver("due");
    intake.turn();
    desk.run("update notifications.mailbox set uidvalidity = 1, high_water = 77");
    desk.run("update notifications.incoming_mail set uidvalidity = 1");

    intake.turn();

    assertEquals(2, TestMailbox.tickets());
    assertEquals(
        2,
        desk.number("select count(*) from notifications.incoming_mail where state = 'DUPLICATE'"));
    box.deliver("tre");
    aMomentLater();
    intake.turn();
    assertEquals(3, TestMailbox.tickets());
  }

  @Test
  void oneNodeReadsAndAnotherTakesOverWhenItsLeaseEnds() throws Exception {
    box.deliver("uno");
    ImapReader other = TestMailbox.reader(id);
    intake.turn();
    box.deliver("due");

    assertEquals(0, other.turn());
    desk.run("update notifications.mailbox set lease_until = now() - interval '1 second'");
    assertEquals(1, other.turn());

    assertEquals(0, intake.turn());
    assertEquals(2, TestMailbox.tickets());
    other.close();
  }

  @Test
  void aNodeThatLostItsLeaseStoresNothing() {
    MailboxLeases leases = desk.bean(MailboxLeases.class);
    MailboxKey key = TestMailbox.key(id);
    Mailboxes.Lease old = leases.lease(key, "a", Duration.ZERO).orElseThrow();
    Mailboxes.Lease held = leases.selected(old, 5);
    desk.run("update notifications.mailbox set lease_until = now() - interval '1 second'");
    assertTrue(leases.lease(key, "b", Duration.ofMinutes(1)).isPresent());

    assertStoresNothing(held);
  }

  @Test
  void whoReadsByWhatTheMailboxWasStoresNothing() {
    MailboxLeases leases = desk.bean(MailboxLeases.class);
    MailboxKey key = TestMailbox.key(id);
    Mailboxes.Lease held =
        leases.selected(leases.lease(key, "a", Duration.ofMinutes(1)).orElseThrow(), 5);
    desk.bean(MailboxAccounts.class)
        .change(TestMailbox.ADMINISTRATOR, id, 1, TestMailbox.draft(box.port()));

    assertStoresNothing(held);
    assertTrue(leases.lease(key, "a", Duration.ofMinutes(1)).isEmpty());
    assertTrue(leases.lease(TestMailbox.key(id), "b", Duration.ofMinutes(1)).isPresent());
  }

  private void assertStoresNothing(Mailboxes.Lease lease) {
    assertThrows(
        Mailboxes.LeaseLost.class,
        () ->
            desk.bean(Mailboxes.class)
                .store(
                    lease,
                    1,
                    new it.sportello.ticketing.Blob("a".repeat(64), 3),
                    desk.clock().now()));
    assertEquals(0, desk.number("select count(*) from notifications.incoming_mail"));
  }

  @Test
  void aMailboxThatMovedToAnotherServerBringsNoMailTwice() throws Exception {
    box.deliver("uno");
    box.deliver("due");
    intake.turn();
    intake.close();
    try (TestMailbox other = new TestMailbox()) {
      other.deliver("uno");
      other.deliver("due");
      other.deliver("tre");
      MailboxDraft there =
          new MailboxDraft(
              "Altrove",
              "localhost",
              other.port(),
              Mailbox.Encryption.NONE,
              "support",
              "INBOX",
              true,
              Mailbox.SignIn.PASSWORD,
              "",
              "",
              "",
              TestMailbox.PASSWORD,
              "");
      desk.bean(MailboxAccounts.class).change(TestMailbox.ADMINISTRATOR, id, 1, there);
      ImapReader moved = TestMailbox.reader(id);

      assertEquals(1, moved.turn());
      moved.close();
    }
    assertEquals(3, TestMailbox.tickets());
    assertEquals(
        2,
        desk.number("select count(*) from notifications.incoming_mail where state = 'DUPLICATE'"));
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    box.deliver("uno");
    desk.run("update notifications.mailbox_account set port = 1");
    ImapReader early = TestMailbox.reader(id);
    Exception away = assertThrows(MessagingException.class, early::turn);
    assertEquals(ServerTrouble.REFUSED, ServerTrouble.of(away));
    early.failed(ServerTrouble.REFUSED);
    early.release();
    assertEquals(Optional.of(ServerTrouble.REFUSED), state().trouble());

    assertEquals(1, intake.turn());
    assertEquals(Optional.empty(), state().trouble());
    assertEquals(Optional.empty(), state().failingSince());
  }

  private MailboxStates.State state() {
    return desk.bean(MailboxStates.class).all(new it.sportello.contacts.Scope.Desk()).get(0);
  }

  /** The mail library asks the server what is new once a second at most. */
  private static void aMomentLater() throws InterruptedException {
    Thread.sleep(1_200);
  }
}
