package it.sportello.notifications;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.sportello.contacts.AgentId;
import it.sportello.contacts.Role;
import it.sportello.contacts.Scope;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** A mail server in this process, and the mailboxes of the desk that are read from it. */
final class TestMailbox implements AutoCloseable {
  static final Scope ADMINISTRATOR = new Scope.Staff(new AgentId(1), Set.of(Role.ADMINISTRATOR));
  static final String PASSWORD = "segreto";

  // The server's threads die with a trace where a line breaks, and that is what is done to them.
  static {
    Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (others != null) {
            others.uncaughtException(thread, e);
          } else if (!thread.getName().startsWith("imap:")) {
            e.printStackTrace();
          }
        });
  }

  final GreenMail server;
  final GreenMailUser user;
  private final TestDesk desk = TestDesk.get();

  TestMailbox() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    user = server.setUser("support@desk.example", "support", PASSWORD);
  }

  static void forgetAll() {
    TestDesk desk = TestDesk.get();
    desk.run("delete from notifications.incoming_mail");
    desk.run("delete from notifications.mailbox");
    desk.run("delete from notifications.mailbox_account");
  }

  int port() {
    return server.getImap().getPort();
  }

  MailboxId add() {
    return desk.bean(MailboxAccounts.class).add(ADMINISTRATOR, draft(port()));
  }

  static MailboxDraft draft(int port) {
    return draft(port, "support", "INBOX", PASSWORD);
  }

  static MailboxDraft draft(int port, String login, String folder, String secret) {
    return new MailboxDraft(
        "Assistenza",
        "127.0.0.1",
        port,
        Mailbox.Encryption.NONE,
        login,
        folder,
        true,
        Mailbox.SignIn.PASSWORD,
        "",
        "",
        "",
        secret,
        "");
  }

  static MailboxKey key(MailboxId id) {
    return TestDesk.get().bean(MailboxSecrets.class).key(id.value()).orElseThrow();
  }

  static ImapReader reader(MailboxId id) {
    return TestDesk.get().bean(ImapReader.class).of(key(id));
  }

  MimeMessage deliver(String text) throws MessagingException {
    return deliver(user, text);
  }

  MimeMessage deliver(GreenMailUser to, String text) throws MessagingException {
    MimeMessage message = message(text);
    to.deliver(message);
    return message;
  }

  /** A mail as it comes over the wire. */
  void deliver(byte[] mail) throws MessagingException {
    user.deliver(
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
  }

  /**
   * As somebody who keeps their mailbox tidy: what the desk has taken in goes. This server looks at
   * every message of a folder, for every one of them, whenever one is asked for.
   */
  void tidy() throws FolderException {
    MailFolder inbox = server.getManagers().getImapHostManager().getInbox(user);
    String known =
        desk.text(
            "select ',' || coalesce(string_agg(cast(uid as text), ','), '') || ','"
                + " from notifications.incoming_mail where state not in ('RECEIVED', 'FETCH_AGAIN')");
    for (StoredMessage each : inbox.getMessages()) {
      if (known.contains("," + each.getUid() + ",")) {
        each.setFlag(Flags.Flag.DELETED, true);
      }
    }
    inbox.expunge();
  }

  static MimeMessage message(String text) throws MessagingException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(mail(text).getBytes(StandardCharsets.US_ASCII)));
  }

  static String mail(String text) {
    return "From: titolare@libreria-minerva.example\r\nTo: support@desk.example\r\nSubject: "
        + text
        + "\r\n\r\n"
        + text
        + "\r\n";
  }

  static long tickets() {
    return TestDesk.get()
        .number(
            "select count(distinct ticket) from notifications.incoming_mail"
                + " where state = 'IN_TICKET'");
  }

  @Override
  public void close() {
    server.stop();
  }
}
