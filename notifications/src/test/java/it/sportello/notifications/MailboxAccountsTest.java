package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.InvalidEntry;
import it.sportello.contacts.NotPermitted;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MailboxAccountsTest {
  private static final Scope AGENT = new Scope.Staff(new AgentId(1), Set.of(Role.AGENT));

  private final TestDesk desk = TestDesk.get();
  private final MailboxAccounts accounts = desk.bean(MailboxAccounts.class);

  @BeforeEach
  @AfterEach
  void forget() {
    TestMailbox.forgetAll();
    desk.set("sportello.imap.host", "");
  }

  @Test
  void aPasswordIsSealedAndOpensInItsOwnRowAlone() {
    MailboxId first = accounts.add(ADMINISTRATOR, draft("uno", "canarino-7731"));
    MailboxId second = accounts.add(ADMINISTRATOR, draft("due", "altra"));

    assertEquals("canarino-7731", TestMailbox.key(first).secret());
    assertFalse(
        desk.text("select string_agg(a::text, ' ') from notifications.mailbox_account a")
            .contains("canarino"));
    assertFalse(TestMailbox.key(first).toString().contains("canarino"));
    assertFalse(draft("uno", "canarino-7731").toString().contains("canarino"));
    desk.run(
        "update notifications.mailbox_account set secret = (select secret from"
            + " notifications.mailbox_account where id = %s) where id = %s"
                .formatted(first, second));
    assertThrows(IllegalStateException.class, () -> TestMailbox.key(second));
  }

  @Test
  void aSecretThatIsNotGivenStaysUnlessItWouldGoElsewhere() {
    MailboxId id = accounts.add(ADMINISTRATOR, draft("uno", "canarino"));

    accounts.change(ADMINISTRATOR, id, 1, TestMailbox.draft(143, "uno", "Archivio", ""));

    assertEquals("canarino", TestMailbox.key(id).secret());
    assertEquals("Archivio", TestMailbox.key(id).folder());
    assertEquals(
        "mailbox.secret.again",
        fault(
            () ->
                accounts.change(
                    ADMINISTRATOR, id, 2, TestMailbox.draft(144, "uno", "Archivio", ""))));
    assertEquals(
        "mailbox.secret.again",
        fault(
            () ->
                accounts.key(
                    ADMINISTRATOR,
                    Optional.of(id),
                    TestMailbox.draft(143, "altro", "Archivio", ""))));
    assertEquals(143, TestMailbox.key(id).port());
  }

  @Test
  void whoComesSecondHearsThatItChanged() {
    MailboxId id = accounts.add(ADMINISTRATOR, draft("uno", "x"));
    accounts.change(ADMINISTRATOR, id, 1, draft("uno", "y"));

    assertThrows(
        MailboxChanged.class, () -> accounts.change(ADMINISTRATOR, id, 1, draft("uno", "z")));

    assertEquals("y", TestMailbox.key(id).secret());
  }

  @Test
  void aMailboxIsReadOnce() {
    accounts.add(ADMINISTRATOR, draft("uno", "x"));

    assertEquals("mailbox.twice", fault(() -> accounts.add(ADMINISTRATOR, draft("uno", "x"))));
  }

  @Test
  void removedWithoutMailsItIsGoneAndWithMailsItsHistoryStays() {
    MailboxId empty = accounts.add(ADMINISTRATOR, draft("uno", "x"));
    MailboxId used = accounts.add(ADMINISTRATOR, draft("due", "x"));
    desk.run(
        """
        insert into notifications.incoming_mail
          (mailbox, uidvalidity, uid, sha256, received, imported, state)
        values ('due@127.0.0.1/INBOX', 1, 1, repeat('a', 64), now(), now(), 'DISCARDED')
        """);

    accounts.remove(ADMINISTRATOR, empty);
    accounts.remove(ADMINISTRATOR, used);

    assertEquals(
        "REMOVED",
        desk.text("select string_agg(standing, ' ') from notifications.mailbox_account"));
    assertEquals(
        0,
        desk.number("select count(*) from notifications.mailbox_account where secret is not null"));
    assertTrue(accounts.all(ADMINISTRATOR).isEmpty());
    assertThrows(UnknownMailbox.class, () -> accounts.switchOn(ADMINISTRATOR, used));
    accounts.add(ADMINISTRATOR, draft("due", "di nuovo"));
    assertEquals(2, desk.bean(MailboxStates.class).all(AGENT).size());
  }

  @Test
  void switchedOffItIsNotRead() {
    MailboxId id = accounts.add(ADMINISTRATOR, draft("uno", "x"));

    accounts.switchOff(ADMINISTRATOR, id);
    assertTrue(desk.bean(MailboxRows.class).active().isEmpty());
    assertTrue(desk.bean(MailboxSecrets.class).key(id.value()).isEmpty());

    accounts.switchOn(ADMINISTRATOR, id);
    assertEquals(Set.of(id.value()), desk.bean(MailboxRows.class).active().keySet());
  }

  @Test
  void onlyAnAdministratorLooksAfterMailboxesAndEachActIsToldOnce() {
    desk.run("update notifications.mailbox_account set name = name");
    long before = desk.number("select count(*) from contacts.audit where action like 'mailbox.%'");
    MailboxId id = accounts.add(ADMINISTRATOR, draft("uno", "x"));
    accounts.switchOff(ADMINISTRATOR, id);
    accounts.switchOff(ADMINISTRATOR, id);
    accounts.remove(ADMINISTRATOR, id);

    assertEquals(
        before + 3,
        desk.number("select count(*) from contacts.audit where action like 'mailbox.%'"));
    for (Scope other :
        List.of(AGENT, new Scope.Auditor(new AgentId(1)), new Scope.Desk(), new Scope.Nothing())) {
      assertThrows(NotPermitted.class, () -> accounts.all(other));
      assertThrows(NotPermitted.class, () -> accounts.add(other, draft("due", "x")));
      assertThrows(
          NotPermitted.class, () -> accounts.key(other, Optional.empty(), draft("due", "x")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/host | mail example.it | INBOX",
        "/host | mail.example.it/x | INBOX",
        "/host | https://mail.example.it | INBOX",
        "/host | user@mail | INBOX",
        "/host | -oProxyCommand | INBOX",
        "/folder | mail.example.it | ''",
      })
  void whatCannotBeAHostOrAFolderIsRefused(String pointer, String host, String folder) {
    assertEquals(pointer, pointer(host, folder));
  }

  @Test
  void aFolderCannotCarryACommand() {
    assertEquals("/folder", pointer("mail.example.it", "INBOX\r\nA9 DELETE INBOX"));
    assertEquals("/folder", pointer("mail.example.it", "INBOX\u0000"));
  }

  @Test
  void theEnvironmentSeedsTheFirstMailboxAndNoOther() {
    desk.set("sportello.imap.host", "mail.desk.example");
    desk.set("sportello.imap.port", "993");
    desk.set("sportello.imap.tls", "tls");
    desk.set("sportello.imap.user", "support");
    desk.set("sportello.imap.password", "dal-mondo");
    MailboxSeed seed = desk.bean(MailboxSeed.class);

    seed.plant();
    desk.set("sportello.imap.password", "altra");
    seed.plant();

    Mailbox only = accounts.all(ADMINISTRATOR).get(0);
    assertEquals(1, accounts.all(ADMINISTRATOR).size());
    assertEquals("mail.desk.example", only.host());
    assertEquals("dal-mondo", TestMailbox.key(only.id()).secret());
    desk.run(
        """
        insert into notifications.incoming_mail
          (mailbox, uidvalidity, uid, sha256, received, imported, state)
        values ('support@mail.desk.example/INBOX', 1, 1, repeat('a', 64), now(), now(), 'DISCARDED')
        """);
    desk.run(
        "insert into notifications.mailbox (name, account) values"
            + " ('support@mail.desk.example/INBOX', "
            + only.id()
            + ")");
    accounts.remove(ADMINISTRATOR, only.id());
    seed.plant();
    assertTrue(accounts.all(ADMINISTRATOR).isEmpty());
    desk.set("sportello.imap.tls", "none");
  }

  private String pointer(String host, String folder) {
    MailboxDraft draft =
        new MailboxDraft(
            "Assistenza",
            host,
            993,
            Mailbox.Encryption.TLS,
            "support",
            folder,
            true,
            Mailbox.SignIn.PASSWORD,
            "",
            "",
            "",
            "x",
            "");
    return assertThrows(InvalidEntry.class, () -> accounts.add(ADMINISTRATOR, draft))
        .faults()
        .get(0)
        .pointer();
  }

  private static MailboxDraft draft(String login, String secret) {
    return TestMailbox.draft(143, login, "INBOX", secret);
  }

  private static String fault(org.junit.jupiter.api.function.Executable act) {
    return assertThrows(InvalidEntry.class, act).faults().get(0).key();
  }
}
