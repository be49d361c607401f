package it.sportello.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Surfer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passkeys in a real browser, on a device that Chromium plays; then with that device's own key. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PasskeysIT {
  private final Desk desk = Desk.running();

  @Test
  void aPasskeyIsTheSecondFactorAndBothFactorsAndNothingElseIsTaken() {
    String login = member();
    try (Window window = Window.open(desk)) {
      CDPSession device = device(window, "internal");
      password(window, login);
      window.shoot("second-step-first").isFitForEverybody();
      window.page().getByText("Imposta invece una passkey").click();
      shown(window.page(), ".secrets code, [data-failed]:not(:empty), [role=alert]");
      assertThat(window.page().locator(".secrets code")).hasCount(10);
      ForgedKey key = ForgedKey.of(device);
      assertEquals(1, desk.sql().number(COUNT, login));

      signOut(window);
      window.shoot("sign-in-passkey");
      window.page().getByText("Accedi con una passkey").click();
      window.page().waitForURL("**/queue*");

      signOut(window);
      password(window, login);
      window.shoot("second-step-passkey").isFitForEverybody();
      window.page().getByText("Usa una passkey").click();
      window.page().waitForURL("**/queue*");

      forged(login, key.after(100));
      window.visit("/account").isFitForEverybody();
      accountOf(window, login, key);
    }
  }

  private static final String COUNT =
      """
      select count(*) from contacts.passkey k join contacts.staff s on s.id = k.staff
      where s.login = ?
      """;

  /** The same answer a second time, from the same browser; and the answer to another's question. */
  private void replayed(ForgedKey key) {
    Surfer surfer = Surfer.at(desk.anybody());
    Map<String, String> form = answered(surfer, key, key);
    Surfer same = surfer.copy();
    Surfer other = Surfer.at(desk.anybody());
    answered(other, key, key);

    assertEquals(422, other.post("/sign-in", form).status());
    assertEquals("", other.cookie("sportello"));
    assertEquals(302, surfer.post("/sign-in", form).status());
    assertEquals(422, same.post("/sign-in", form).status());
    assertEquals("", same.cookie("sportello"));
  }

  /** With the key itself, saying what no browser would: only what is right gets in. */
  private void forged(String login, ForgedKey key) {
    String origin = desk.url();
    assertEquals(422, entered(key.at("http://evil.example")));
    assertEquals(422, entered(key.at("http://localhost:1")));
    assertEquals(422, entered(key.at(origin).unverified()));
    assertEquals(422, entered(key.verified().owned("AAAA")));
    assertEquals(302, entered(key.owned("")));
    assertEquals(422, entered(key.before(50)), "the counter went back");
    assertEquals(302, entered(key.after(200)));

    String other = member();
    Surfer others = attempt(other);
    assertEquals(422, stepped(others, key.after(300)), "another person's key");
    assertEquals(302, stepped(attempt(login), key.after(400)));
    assertEquals(422, entered(ForgedKey.made(), key.after(500)), "a key that nobody has");
    replayed(key.after(550));
    late(key.after(580));
  }

  private void late(ForgedKey key) {
    Surfer surfer = Surfer.at(desk.anybody());
    Map<String, String> form = answered(surfer, key, key);
    try {
      desk.travelTo(desk.now().plus(Duration.ofMinutes(6)));
      assertEquals(422, surfer.post("/sign-in", form).status(), "after five minutes");
    } finally {
      desk.back();
    }
  }

  /** A second passkey, then the first one is taken away; the last one stays. */
  private void accountOf(Window window, String login, ForgedKey first) {
    Page page = window.page();
    device(window, "usb");
    page.locator("#passkeyName").fill("Chiave di riserva");
    page.locator("#passkey").fill(Settings.PASSWORD);
    page.locator("form:has(#passkey) button").click();
    shown(page, "#notice, [data-failed]:not(:empty), [role=alert]");
    assertThat(page.locator("#notice")).containsText("passkey è aggiunta");
    assertThat(page.locator(".pk-list li")).hasCount(2);
    window.shoot("account-passkeys").isFitForEverybody();
    window.as(window.look().opposite());
    page.locator(".pk-remove summary").last().click();
    window.shoot("account-passkeys-narrow").isFitForEverybody();
    window.as(window.look().opposite());
    remove(page, "sbagliata");
    assertThat(page.locator(".pk-remove .field-error").first()).not().isEmpty();
    remove(page, Settings.PASSWORD);
    assertThat(page.locator(".pk-list li")).hasCount(1);

    assertEquals(422, entered(first.after(600)), "a passkey that was taken away");
    remove(page, Settings.PASSWORD);
    assertThat(page.locator(".pk-list li")).hasCount(1);
    assertThat(page.getByText("ultimo secondo fattore").first()).isVisible();
    assertEquals(1, desk.sql().number(COUNT, login));
    assertEquals(2, lines(login, "passkey.add"));
    assertEquals(1, lines(login, "passkey.remove"));
  }

  private long lines(String login, String action) {
    return desk.sql()
        .number(
            """
            select count(*) from contacts.audit a join contacts.staff s
              on a.subject = 'staff:' || s.id and a.actor = a.subject
            where s.login = ? and a.action = ?
            """,
            login,
            action);
  }

  /** The first page of a kind takes its time on a busy machine. */
  private static void shown(Page page, String css) {
    page.locator(css).first().waitFor();
    assertThat(page.locator("[role=alert]")).hasCount(0);
    assertThat(page.locator("[data-failed]:not(:empty)")).hasCount(0);
  }

  private static void remove(Page page, String password) {
    var first = page.locator(".pk-remove").first();
    if (first.getAttribute("open") == null) {
      first.locator("summary").click();
    }
    first.locator("input[type=password]").fill(password);
    first.locator("button").click();
    page.waitForLoadState();
  }

  /** The status that the whole sign-in ends with. */
  private int entered(ForgedKey key) {
    return entered(key, key);
  }

  private int entered(ForgedKey signer, ForgedKey sayer) {
    Surfer surfer = Surfer.at(desk.anybody());
    return surfer.post("/sign-in", answered(surfer, signer, sayer)).status();
  }

  /** Asked for a passkey, and the answer not posted yet. */
  private static Map<String, String> answered(Surfer surfer, ForgedKey signer, ForgedKey sayer) {
    Element ask =
        surfer
            .post("/sign-in", Map.of("act", "passkey-ask"))
            .expect(200)
            .html()
            .selectFirst("form[data-passkey]");
    Map<String, String> form = sayer.signedBy(signer, ask.attr("data-challenge"));
    form.put("act", "passkey");
    return form;
  }

  private int stepped(Surfer surfer, ForgedKey key) {
    Element ask = surfer.get("/second-step").expect(200).html().selectFirst("form[data-passkey]");
    Map<String, String> form = key.signedBy(key, ask.attr("data-challenge"));
    form.put("act", "passkey");
    return surfer.post("/second-step", form).status();
  }

  private Surfer attempt(String login) {
    Surfer surfer = Surfer.at(desk.anybody());
    surfer
        .post("/sign-in", Map.of("act", "enter", "login", login, "password", Settings.PASSWORD))
        .expect(302);
    return surfer;
  }

  private void password(Window window, String login) {
    window.visit("/sign-in");
    window.page().locator("#login").fill(login);
    window.page().locator("#password").fill(Settings.PASSWORD);
    window.page().locator("form:has(#password) button").click();
    window.page().waitForURL("**/second-step*");
  }

  private static void signOut(Window window) {
    window.visit("/account");
    window.page().locator("details.menu summary").click();
    window.page().locator("form[action='/sign-out'] button").click();
    window.page().waitForURL("**/sign-in");
  }

  private static CDPSession device(Window window, String transport) {
    CDPSession session = window.page().context().newCDPSession(window.page());
    JsonObject on = new JsonObject();
    session.send("WebAuthn.enable", on);
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", transport);
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    String id =
        session
            .send("WebAuthn.addVirtualAuthenticator", arguments)
            .get("authenticatorId")
            .getAsString();
    ForgedKey.DEVICES.put(session, id);
    return session;
  }

  /** With a password, and without any second factor. */
  private String member() {
    String login = "k" + UUID.randomUUID().toString().substring(0, 12);
    desk.sql()
        .run(
            """
            insert into contacts.staff (login, name, language, roles, email, password_hash)
            select ?, 'Pia Chiave', 'IT', 'AGENT', '', password_hash
            from contacts.staff where login = 'admin'
            """,
            login);
    return login;
  }
}
