package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MailHealthTest {
  private final TestDesk desk = TestDesk.get();
  private final MailHealth health = desk.bean(MailHealth.class);

  @BeforeEach
  @AfterEach
  void forget() {
    TestMailbox.forgetAll();
    desk.run("update notifications.mail_switch set held = false, why = ''");
    desk.run(
        "update notifications.outgoing_mail set state = 'DROPPED' where state in ('QUEUED', 'SENDING')");
  }

  @Test
  void aMailboxThatNobodyReadForTenMinutesIsRed() throws Exception {
    try (TestMailbox box = new TestMailbox()) {
      MailboxId id = box.add();
      assertEquals(0, health.unreadMailboxes(), "it was just added");

      age("mailbox_account", "changed_at", 11);
      assertEquals(1, health.unreadMailboxes(), "nobody ever read it");

      ImapReader reader = TestMailbox.reader(id);
      reader.turn();
      reader.close();
      assertEquals(0, health.unreadMailboxes());
      age("mailbox", "last_read_at", 9);
      assertEquals(0, health.unreadMailboxes());
      age("mailbox", "last_read_at", 2);
      assertEquals(1, health.unreadMailboxes());

      desk.bean(MailboxAccounts.class).switchOff(ADMINISTRATOR, id);
      assertEquals(0, health.unreadMailboxes(), "it is not to be read");
      desk.bean(MailboxAccounts.class).switchOn(ADMINISTRATOR, id);
      assertEquals(0, health.unreadMailboxes(), "it was just switched on");
    }
  }

  @Test
  void aMailThatWaitsForTenMinutesIsRedUnlessItIsHeld() {
    desk.run(
        """
        insert into notifications.outgoing_mail
          (kind, recipient, language, happened_at, message_id, created_at)
        values ('SIGN_IN', 'a@b.example', 'IT', now(), '<' || gen_random_uuid() || '@x>',
          now() - interval '9 minutes')
        """);
    assertFalse(health.isSendingLate());

    age("outgoing_mail", "created_at", 2);
    assertTrue(health.isSendingLate());

    desk.run("update notifications.mail_switch set held = true, why = 'BY_HAND', since = now()");
    assertFalse(health.isSendingLate());
  }

  private void age(String table, String column, int minutes) {
    desk.run(
        "update notifications.%1$s set %2$s = %2$s - interval '%3$d minutes'"
            .formatted(table, column, minutes));
  }
}
