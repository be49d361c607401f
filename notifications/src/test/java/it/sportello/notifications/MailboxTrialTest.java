package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MailboxTrialTest {
  private final MailboxTrial trial = new MailboxTrial();
  private TestMailbox box;

  @BeforeEach
  void start() {
    TestMailbox.forgetAll();
    trial.accounts = TestDesk.get().bean(MailboxAccounts.class);
    trial.door = TestDesk.get().bean(Doorway.class);
    trial.patience = Duration.ofMillis(800);
    box = new TestMailbox();
  }

  @AfterEach
  void stop() {
    box.close();
  }

  @Test
  void whatCanBeOpenedHasNoTroubleAndNothingIsChangedThere() throws Exception {
    box.deliver("uno");

    assertEquals(Optional.empty(), of(TestMailbox.draft(box.port())));

    var mails = box.server.getManagers().getImapHostManager().getInbox(box.user).getMessages();
    assertTrue(mails.get(0).getFlags().getSystemFlags().length == 0);
    assertEquals(0, TestDesk.get().number("select count(*) from notifications.mailbox_account"));
  }

  @Test
  void aSavedMailboxIsTriedWithTheSecretThatIsKept() {
    MailboxId id = box.add();
    MailboxDraft blank = TestMailbox.draft(box.port(), "support", "INBOX", "");

    assertEquals(Optional.empty(), trial.of(ADMINISTRATOR, Optional.of(id), blank));
  }

  @Test
  void aWrongPasswordAndAFolderThatIsNotThereAreToldApart() {
    assertEquals(
        Optional.of(ServerTrouble.PASSWORD),
        of(TestMailbox.draft(box.port(), "support", "INBOX", "sbagliata")));
    assertEquals(
        Optional.of(ServerTrouble.FOLDER),
        of(TestMailbox.draft(box.port(), "support", "Non c'è", TestMailbox.PASSWORD)));
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertEquals(Optional.of(ServerTrouble.REFUSED), of(TestMailbox.draft(port)));
  }

  @Test
  void aHostThatNobodyKnows() {
    assertEquals(
        Optional.of(ServerTrouble.UNKNOWN_HOST),
        of(draft("nessuno.invalid", 143, Mailbox.Encryption.NONE)));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    GreenMail tls = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
    tls.start();
    tls.setUser("support@desk.example", "support", TestMailbox.PASSWORD);
    try {
      assertEquals(
          Optional.of(ServerTrouble.CERTIFICATE),
          of(draft("127.0.0.1", tls.getImaps().getPort(), Mailbox.Encryption.TLS)));
    } finally {
      tls.stop();
    }
  }

  @Test
  void aServerWithoutTlsIsNotSpokenToInTheClear() {
    assertEquals(
        Optional.of(ServerTrouble.NO_STARTTLS),
        of(draft("127.0.0.1", box.port(), Mailbox.Encryption.STARTTLS)));
    assertEquals(
        Optional.of(ServerTrouble.TLS), of(draft("127.0.0.1", box.port(), Mailbox.Encryption.TLS)));
  }

  @Test
  void whoeverIsSilentOrDripsIsNotWaitedForLong() throws IOException {
    try (Talker silent = new Talker("")) {
      assertEquals(Optional.of(ServerTrouble.TIMEOUT), of(TestMailbox.draft(silent.port())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail.example ESMTP <script>alert(1)</script>\r\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "* BYE too many\r\n"
      })
  void whoeverIsNoImapServerIsToldApart(String banner) throws IOException {
    try (Talker other = new Talker(banner)) {
      assertEquals(Optional.of(ServerTrouble.NOT_IMAP), of(TestMailbox.draft(other.port())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1", "::", "::ffff:169.254.1.1"})
  void noMailboxLivesWhereOnlyTheMachinesOfACloudAnswer(String host) {
    assertEquals(
        Optional.of(ServerTrouble.FORBIDDEN_ADDRESS), of(draft(host, 80, Mailbox.Encryption.NONE)));
  }

  private Optional<ServerTrouble> of(MailboxDraft draft) {
    return trial.of(ADMINISTRATOR, Optional.empty(), draft);
  }

  private static MailboxDraft draft(String host, int port, Mailbox.Encryption encryption) {
    return new MailboxDraft(
        "Assistenza",
        host,
        port,
        encryption,
        "support",
        "INBOX",
        true,
        Mailbox.SignIn.PASSWORD,
        "",
        "",
        "",
        TestMailbox.PASSWORD,
        "");
  }

  /** Says one thing to everybody, and listens to nobody. */
  private static final class Talker implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    Talker(String banner) throws IOException {
      Thread thread =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try {
                    Socket line = server.accept();
                    OutputStream out = line.getOutputStream();
                    out.write(banner.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
