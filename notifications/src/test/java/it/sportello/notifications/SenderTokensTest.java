package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in to a relay by XOAUTH2. */
@Timeout(120)
class SenderTokensTest {
  private static final String ALBA = "aiuto@alba.example";

  private final TestDesk desk = TestDesk.get();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer tokens;
  private SmtpScript smtp;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    TestSenders.begin();
    smtp = new SmtpScript();
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    tokens.createContext("/token", this::grant);
    tokens.start();
  }

  @AfterEach
  void stop() throws IOException {
    tokens.stop(0);
    smtp.close();
    TestSenders.forgetAll();
  }

  @Test
  void mailsAreHandedOverWithATokenThatIsKeptUntilItExpires() throws Exception {
    SenderId id = TestSenders.add(draft());
    TestSenders.open("1042");
    assertEquals(1, TestSenders.line(id).turn());
    TestSenders.open("1042");
    assertEquals(1, TestSenders.line(id).turn());

    assertEquals(2, smtp.mails.size());
    assertEquals(1, asked.size());
    assertTrue(asked.get(0).contains("client_secret=" + TestSenders.SECRET), asked.get(0));
    assertEquals(
        "user=aiuto@alba.example\u0001auth=Bearer token-1\u0001\u0001", smtp.credentials.get(0));
    assertTrue(smtp.mails.get(0).contains("From: \"Marca\" <" + ALBA + ">"), smtp.mails.get(0));
  }

  @Test
  void aTokenThatIsRefusedIsAskedForOnceMoreAndNoMailUsesUpATry() throws Exception {
    SenderId id = TestSenders.add(draft());
    smtp.accepted = "token-2";
    TestSenders.open("1042");
    assertEquals(1, TestSenders.line(id).turn());
    assertEquals(2, asked.size());

    smtp.accepted = "nessuno";
    TestSenders.open("1042");
    Exception refused = assertThrows(Exception.class, () -> TestSenders.line(id).turn());

    assertEquals(ServerTrouble.PASSWORD, ServerTrouble.of(refused));
    assertEquals(3, asked.size());
    assertEquals(
        0, desk.number("select attempts from notifications.outgoing_mail where state = 'QUEUED'"));
  }

  @Test
  void aServerOfTokensThatRefusesIsToldApart() {
    status = 401;

    assertEquals(
        Optional.of(ServerTrouble.TOKEN),
        desk.bean(SenderTrial.class).of(ADMINISTRATOR, Optional.empty(), draft()));
  }

  @Test
  void aRelayThatKnowsNoSignInIsNoneForASenderThatSignsIn() {
    smtp.signsIn = false;

    assertEquals(
        Optional.of(ServerTrouble.NO_SIGN_IN),
        desk.bean(SenderTrial.class)
            .of(
                ADMINISTRATOR,
                Optional.empty(),
                TestSenders.signingIn("alba", ALBA, smtp.port(), "alba")));
    assertEquals(List.of(), smtp.credentials);
  }

  @Test
  void theSecretOfAMailboxAndThatOfASenderWithTheSameNumberAreApart() throws Exception {
    SenderId id = TestSenders.add(draft());
    AccessTokens cache = desk.bean(AccessTokens.class);
    ServerKey sender = desk.bean(SenderKeys.class).key(id.value()).orElseThrow().server();
    ServerKey mailbox =
        new ServerKey(
            ServerKey.Owner.MAILBOX,
            sender.id(),
            sender.version(),
            sender.host(),
            sender.port(),
            sender.encryption(),
            sender.login(),
            sender.signIn(),
            sender.tokenUrl(),
            sender.client(),
            sender.scope(),
            "altro",
            "");

    assertEquals("token-1", cache.token(sender));
    assertEquals("token-2", cache.token(mailbox));
    assertEquals("token-1", cache.token(sender));
    assertFalse(asked.get(1).contains("canarino"));
  }

  private SenderDraft draft() {
    return new SenderDraft(
        "alba",
        "Marca",
        ALBA,
        "",
        "127.0.0.1",
        smtp.port(),
        Mailbox.Encryption.NONE,
        ALBA,
        Mailbox.SignIn.CLIENT_CREDENTIALS,
        "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token",
        "desk",
        "https://mail/.default",
        0,
        TestSenders.SECRET,
        "");
  }

  private void grant(HttpExchange exchange) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] answer =
        ("{\"access_token\": \"token-" + asked.size() + "\", \"expires_in\": 3600}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** A relay that lets in who has the right token, or anybody where none is set. */
  private static final class SmtpScript implements AutoCloseable {
    final List<String> credentials = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    volatile String accepted = "token-";
    volatile boolean signsIn = true;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    SmtpScript() throws IOException {
      Thread thread = new Thread(this::accept, "smtp-script");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return door.getLocalPort();
    }

    private void accept() {
      while (!door.isClosed()) {
        try {
          Socket line = door.accept();
          Thread thread = new Thread(() -> serve(line), "smtp-script-line");
          thread.setDaemon(true);
          thread.start();
        } catch (IOException e) {
          return;
        }
      }
    }

    private void serve(Socket line) {
      try (line;
          var in =
              new BufferedReader(
                  new InputStreamReader(line.getInputStream(), StandardCharsets.ISO_8859_1))) {
        OutputStream out = line.getOutputStream();
        say(out, "220 relay.alba.example ESMTP");
        for (String command = in.readLine(); command != null; command = in.readLine()) {
          answer(command, in, out);
        }
      } catch (IOException e) {
        return;
      }
    }

    private void answer(String command, BufferedReader in, OutputStream out) throws IOException {
      if (command.startsWith("EHLO")) {
        say(out, "250-relay.alba.example");
        say(out, signsIn ? "250 AUTH XOAUTH2 PLAIN" : "250 8BITMIME");
      } else if (command.startsWith("AUTH XOAUTH2 ")) {
        String said =
            new String(
                Base64.getDecoder().decode(command.substring("AUTH XOAUTH2 ".length())),
                StandardCharsets.UTF_8);
        credentials.add(said);
        say(
            out,
            said.contains("auth=Bearer " + accepted)
                ? "235 2.7.0 in"
                : "535 5.7.3 <script>no</script>");
      } else if (command.equals("DATA")) {
        say(out, "354 go on");
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); !line.equals("."); line = in.readLine()) {
          mail.append(line).append('\n');
        }
        mails.add(mail.toString());
        say(out, "250 taken");
      } else {
        say(out, "250 ok");
      }
    }

    private static void say(OutputStream out, String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
