package it.sportello.notifications;

import static it.sportello.notifications.TestMailbox.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import it.sportello.contacts.InvalidEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in to a mailbox by XOAUTH2. */
@Timeout(120)
class AccessTokensTest {
  private final TestDesk desk = TestDesk.get();
  private final MailboxAccounts accounts = desk.bean(MailboxAccounts.class);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer tokens;
  private TokenScript imap;
  private volatile int status = 200;
  private volatile String more = ", \"expires_in\": 3600";

  @BeforeEach
  void start() throws IOException {
    TestMailbox.forgetAll();
    imap = new TokenScript();
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    tokens.createContext("/token", this::grant);
    tokens.createContext("/elsewhere", this::grant);
    tokens.start();
  }

  @AfterEach
  void stop() {
    tokens.stop(0);
    imap.close();
  }

  @Test
  void aMailboxIsReadWithATokenThatIsKeptUntilItExpires() throws Exception {
    imap.mails.put(1, TestMailbox.mail("uno"));
    MailboxId id = add(Mailbox.SignIn.CLIENT_CREDENTIALS, "segreto & c", "");

    assertEquals(1, turn(id));
    assertEquals(0, turn(id));

    assertEquals(1, TestMailbox.tickets());
    assertEquals(
        List.of(
            "client_id=desk&client_secret=segreto+%26+c&scope=https%3A%2F%2Fmail%2F.default"
                + "&grant_type=client_credentials"),
        asked);
    assertTrue(imap.credentials.get(0).startsWith("user=support\u0001auth=Bearer token-1\u0001"));
  }

  @Test
  void aTokenThatIsRefusedIsAskedForOnceMore() throws Exception {
    MailboxId id = add(Mailbox.SignIn.CLIENT_CREDENTIALS, "segreto", "");
    turn(id);
    imap.accepted = "token-2";

    turn(id);

    assertEquals(2, asked.size());
    imap.accepted = "nessuno";
    Exception refused = assertThrows(Exception.class, () -> turn(id));
    assertEquals(ServerTrouble.PASSWORD, ServerTrouble.of(refused));
    assertEquals(3, asked.size());
  }

  @Test
  void aTokenWhoseTimeIsUpIsNotUsed() throws Exception {
    more = ", \"expires_in\": 30";
    MailboxId id = add(Mailbox.SignIn.CLIENT_CREDENTIALS, "segreto", "");
    imap.accepted = "";

    turn(id);
    turn(id);

    assertEquals(2, asked.size());
  }

  @Test
  void aNewRefreshTokenReplacesTheOldOneAndIsSealed() throws Exception {
    more = ", \"expires_in\": 1, \"refresh_token\": \"canarino-nuovo\"";
    MailboxId id = add(Mailbox.SignIn.REFRESH_TOKEN, "", "canarino-vecchio");
    imap.accepted = "";

    turn(id);
    turn(id);

    assertTrue(asked.get(0).endsWith("grant_type=refresh_token&refresh_token=canarino-vecchio"));
    assertTrue(asked.get(1).endsWith("refresh_token=canarino-nuovo"));
    assertFalse(
        desk.text("select string_agg(a::text, ' ') from notifications.mailbox_account a")
            .contains("canarino"));
  }

  @Test
  void aServerOfTokensThatRefusesIsToldApartAndItsWordsAreNotKept() {
    status = 401;
    more = ", \"error\": \"invalid_client\", \"error_description\": \"canarino\"";

    MailboxId id = add(Mailbox.SignIn.CLIENT_CREDENTIALS, "segreto", "");
    Exception refused = assertThrows(Exception.class, () -> turn(id));

    assertEquals(ServerTrouble.TOKEN, ServerTrouble.of(refused));
    assertEquals("status 401 invalid_client", refused.getMessage());
    assertEquals(0, imap.credentials.size());
  }

  @Test
  void nobodyIsLedToAnotherServerOfTokens() {
    status = 307;
    MailboxId id = add(Mailbox.SignIn.CLIENT_CREDENTIALS, "segreto", "");

    assertEquals(
        ServerTrouble.TOKEN, ServerTrouble.of(assertThrows(Exception.class, () -> turn(id))));
    assertEquals(1, asked.size());
  }

  @Test
  void aTokenThatCouldBreakTheCommandIsRefused() {
    more = "";
    imap.accepted = "";
    name = "x\\u0001auth=Bearer other";
    MailboxId id = add(Mailbox.SignIn.CLIENT_CREDENTIALS, "segreto", "");

    assertEquals(
        ServerTrouble.TOKEN, ServerTrouble.of(assertThrows(Exception.class, () -> turn(id))));
  }

  @Test
  void tokensComeOverTlsAlone() {
    for (String url :
        List.of(
            "http://login.example/token",
            "ftp://login.example/token",
            "https://user:x@login.example/token",
            "https:///token",
            "file:///etc/passwd",
            "")) {
      MailboxDraft draft = draft(Mailbox.SignIn.CLIENT_CREDENTIALS, url, "segreto", "");
      InvalidEntry e =
          assertThrows(InvalidEntry.class, () -> accounts.add(ADMINISTRATOR, draft), url);
      assertEquals("/tokenUrl", e.faults().get(0).pointer(), url);
    }
    MailboxDraft plain = draft(Mailbox.SignIn.CLIENT_CREDENTIALS, url(), "segreto", "");
    assertThrows(InvalidEntry.class, () -> plain.check(false));
  }

  @Test
  void aTrialAsksForATokenOfItsOwn() {
    MailboxTrial trial = desk.bean(MailboxTrial.class);

    assertEquals(
        Optional.empty(),
        trial.of(
            ADMINISTRATOR,
            Optional.empty(),
            draft(Mailbox.SignIn.CLIENT_CREDENTIALS, url(), "segreto", "")));
    assertEquals(1, asked.size());
  }

  private volatile String name = "token";

  private void grant(HttpExchange call) throws IOException {
    asked.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] answer =
        "{\"token_type\": \"Bearer\", \"access_token\": \"%s-%d\"%s}"
            .formatted(name, asked.size(), more)
            .getBytes(StandardCharsets.UTF_8);
    if (status == 307) {
      call.getResponseHeaders().add("Location", "/elsewhere");
    }
    call.sendResponseHeaders(status, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private int turn(MailboxId id) throws Exception {
    ImapReader reader = TestMailbox.reader(id);
    try {
      return reader.turn();
    } finally {
      reader.close();
      reader.release();
    }
  }

  private MailboxId add(Mailbox.SignIn signIn, String secret, String refreshToken) {
    return accounts.add(ADMINISTRATOR, draft(signIn, url(), secret, refreshToken));
  }

  private String url() {
    return "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token";
  }

  private MailboxDraft draft(
      Mailbox.SignIn signIn, String url, String secret, String refreshToken) {
    return new MailboxDraft(
        "Assistenza",
        "127.0.0.1",
        imap.port(),
        Mailbox.Encryption.NONE,
        "support",
        "INBOX",
        true,
        signIn,
        url,
        "desk",
        "https://mail/.default",
        secret,
        refreshToken);
  }

  /** Lets in who has the right token, or anybody where none is set. */
  private static final class TokenScript extends ImapScript {
    final List<String> credentials = new CopyOnWriteArrayList<>();
    volatile String accepted = "token-1";

    @Override
    boolean lets(String rest, BufferedReader in, OutputStream out) throws IOException {
      String[] words = rest.split(" ");
      String initial = words.length > 1 ? words[1] : "";
      if (initial.isEmpty()) {
        say(out, "+ ");
        initial = in.readLine();
      }
      String said = new String(Base64.getDecoder().decode(initial), StandardCharsets.UTF_8);
      credentials.add(said);
      if (said.contains("auth=Bearer " + accepted)) {
        return true;
      }
      say(out, "+ eyJzdGF0dXMiOiI0MDAifQ==");
      in.readLine();
      return false;
    }
  }
}
