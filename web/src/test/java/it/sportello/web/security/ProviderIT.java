package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import it.sportello.web.harness.RogueProvider;
import it.sportello.web.harness.Settings;
import it.sportello.web.harness.Sql;
import it.sportello.web.harness.Surfer;
import it.sportello.web.harness.TwoDesks;
import it.sportello.web.harness.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Signing in by OpenID Connect: whole against a real provider, then against one that says what no
 * honest one would.
 */
class ProviderIT {
  private final TwoDesks desks = TwoDesks.running();
  private final Sql sql = desks.sql();
  private final RogueProvider rogue = desks.rogue();

  @BeforeEach
  void nobodyHasTriedOfLate() {
    sql.run("delete from contacts.throttle");
  }

  @Test
  void theStaffComesInByTheProviderAndNotByPassword() {
    Surfer anna = desks.atFirst();
    assertEquals(
        0, anna.get("/sign-in").html().select("form:has([name=act][value=passkey])").size());

    Surfer in = throughProvider(anna, "STAFF", "anna-s-name", "anna.conti@desk.example", "/queue");

    in.get("/queue").expect(200);
    assertEquals(1, bound("anna-s-name"));
    assertEquals(1, lines("anna.conti", "provider.bind"));
    assertEquals(1, lines("anna.conti", "session.open.provider"));
    Surfer other = desks.atFirst();
    other.post("/sign-in", password("anna.conti")).expect(422);
    assertEquals("", other.cookie("sportello-step"));
    desks.atFirst().post("/sign-in", password("admin")).expect(302);
  }

  @Test
  void aCustomerComesInByTheProvider() {
    Surfer reader =
        throughProvider(
            desks.atFirst(), "CUSTOMERS", "elena", "titolare@libreria-minerva.example", "/my");

    reader.get("/my").expect(200);
    reader.get("/queue").expect(403);
  }

  /** By the redirects that a browser would follow. */
  private Surfer throughProvider(
      Surfer surfer, String whom, String subject, String address, String next) {
    String issuer = whom.toLowerCase(java.util.Locale.ROOT);
    desks
        .provider()
        .enqueueCallback(
            new DefaultOAuth2TokenCallback(
                issuer,
                subject,
                "JWT",
                List.of(TwoDesks.CLIENT),
                Map.of("email", address, "email_verified", true),
                3600));
    String door =
        surfer
            .get(
                "/provider?to="
                    + whom
                    + "&next="
                    + java.net.URLEncoder.encode(next, StandardCharsets.UTF_8))
            .expect(302)
            .header("Location");
    assertTrue(door.startsWith(desks.provider().issuerUrl(issuer).toString()), door);
    String back = Visitor.at("").get(door).expect(302).header("Location");
    assertTrue(back.startsWith(desks.firstUrl() + "/provider/back?"), back);
    String on =
        surfer.get(back.substring(desks.firstUrl().length())).expect(302).header("Location");
    assertEquals(next, path(on));
    assertNotEquals("", surfer.cookie("sportello"));
    return surfer;
  }

  @Test
  void whoIsWhoTheySayComesInAndEverythingElseDoesNot() {
    String address = member("");
    String subject = address;
    assertEquals("/queue", come(subject, address, claims -> {}));
    Map<String, Consumer<JWTClaimsSet.Builder>> bad = new HashMap<>();
    bad.put("the nonce of another", c -> c.claim("nonce", "another"));
    bad.put("no nonce", c -> c.claim("nonce", null));
    bad.put("for another client", c -> c.audience("another"));
    bad.put(
        "for us among others, handed to another",
        c -> c.audience(List.of(TwoDesks.CLIENT, "another")).claim("azp", "another"));
    bad.put("by another issuer", c -> c.issuer("https://evil.example"));
    bad.put("over", c -> c.expirationTime(Date.from(Instant.now().minusSeconds(300))));
    bad.put("without an end", c -> c.expirationTime(null));
    bad.put("of nobody", c -> c.subject(null));
    bad.forEach(
        (why, change) ->
            assertEquals("/sign-in?provider=refused", come(subject, address, change), why));
    Map<String, Function<JWTClaimsSet, String>> hands = new HashMap<>();
    hands.put("unsigned", rogue::unsigned);
    hands.put("signed with the client's secret", c -> rogue.signedWith(TwoDesks.SECRET, c));
    hands.put("signed by a key that is not published", rogue::forged);
    hands.put("no token", c -> "");
    hands.put("half a token", c -> rogue.signed(c).substring(0, 200));
    hands.forEach(
        (why, hand) ->
            assertEquals("/sign-in?provider=refused", come(subject, address, hand, c -> {}), why));
    assertEquals("/queue", come(subject, address, claims -> {}));
  }

  @Test
  void onlyAVerifiedAddressFindsSomebodyAndOnlyOnce() {
    String address = member("");
    long before = sql.number("select count(*) from contacts.staff");
    String nobody = "/sign-in?provider=nobody";

    assertEquals(nobody, come("s1" + address, address, c -> c.claim("email_verified", false)));
    assertEquals(nobody, come("s1" + address, address, c -> c.claim("email_verified", "true")));
    assertEquals(nobody, come("s1" + address, address, c -> c.claim("email_verified", null)));
    assertEquals(nobody, come("s1" + address, address, c -> c.claim("email", null)));
    assertEquals(nobody, come("s1" + address, "nobody@desk.example", c -> {}));
    assertEquals(nobody, come("s1" + address, "titolare@libreria-minerva.example", c -> {}));
    assertEquals(0, bound("s1" + address));

    assertEquals("/queue", come("s1" + address, address, c -> {}));
    assertEquals(nobody, come("s2" + address, address, c -> {}), "an address given to another");
    assertEquals(
        "/queue",
        come("s1" + address, "married@desk.example", c -> c.claim("email_verified", false)),
        "the same person with another address");
    assertEquals(before, sql.number("select count(*) from contacts.staff"));
  }

  @Test
  void whoIsSwitchedOffAndWhoSharesAnAddressStaysOutside() {
    String address = member("");
    assertEquals("/queue", come(address, address, c -> {}));
    sql.run("update contacts.staff set disabled_at = now() where email = ?", address);
    assertEquals("/sign-in?provider=nobody", come(address, address, c -> {}));

    String shared = member("");
    member(shared);
    assertEquals("/sign-in?provider=nobody", come(shared, shared, c -> {}));
  }

  @Test
  void theWayBackIsForTheBrowserThatWasSentAndOnce() {
    String address = member("");
    Surfer sent = desks.atSecond();
    Map<String, String> asked = sent(sent, "/queue");
    rogue.gives(rogue.signed(claims(asked, address, address).build()));
    String back = back(asked.get("state"));
    Surfer other = desks.atSecond();
    sent(other, "/queue");
    Surfer copy = sent.copy();

    assertEquals("/sign-in?provider=over", on(other, back), "another browser");
    assertEquals("/sign-in?provider=over", on(desks.atSecond(), back), "no browser that was sent");
    assertEquals("/queue", on(sent, back));
    assertEquals("/sign-in?provider=over", on(copy, back), "a second time");
    assertEquals("", other.cookie("sportello") + copy.cookie("sportello"));
    Surfer later = desks.atSecond();
    Map<String, String> again = sent(later, "/queue");
    assertEquals(
        "/sign-in?provider=refused",
        on(later, back(again.get("state"))),
        "the token of an earlier journey");
    Surfer refused = desks.atSecond();
    String state = sent(refused, "/").get("state");
    assertEquals(
        "/sign-in?provider=refused",
        on(refused, "/provider/back?error=access_denied&state=" + state));
    assertTrue(refused.get("/sign-in?provider=refused").html().select("#provider").hasText());
    assertFalse(refused.get("/sign-in?provider=x").html().select("#provider").hasText());
  }

  /** RFC 9207: the code of an attacker's provider is not carried to the honest one. */
  @Test
  void anAnswerThatIsNotSaidToBeTheProvidersIsNotTaken() {
    String address = member("");
    for (String issuer :
        List.of(
            "",
            "https://evil.example",
            rogue.issuer() + "/",
            rogue.issuer().toUpperCase(java.util.Locale.ROOT),
            desks.provider().issuerUrl("staff").toString())) {
      Surfer surfer = desks.atSecond();
      Map<String, String> asked = sent(surfer, "/queue");
      rogue.gives(rogue.signed(claims(asked, address, address).build()));
      Surfer copy = surfer.copy();
      assertEquals("/sign-in?provider=refused", on(surfer, back(issuer, asked.get("state"))));
      assertEquals("/sign-in?provider=over", on(copy, back(asked.get("state"))), "a second try");
      assertEquals("", surfer.cookie("sportello") + copy.cookie("sportello"));
    }
    Surfer silent = desks.atSecond();
    Map<String, String> asked = sent(silent, "/queue");
    rogue.gives(rogue.signed(claims(asked, address, address).build()));
    assertEquals(
        "/sign-in?provider=refused",
        on(silent, "/provider/back?code=c&state=" + asked.get("state")));
    assertEquals("/queue", come(address, address, claims -> {}));
  }

  @Test
  void whoSignsOutSignsOutAtTheProviderTooAndThatOnce() {
    String address = member("");
    Surfer in = desks.atSecond();
    Map<String, String> asked = sent(in, "/queue");
    String token = rogue.signed(claims(asked, address, address).build());
    rogue.gives(token);
    assertEquals("/queue", on(in, back(asked.get("state"))));
    String secret = in.cookie("sportello");
    assertEquals(
        0,
        sql.number(
            "select count(*) from contacts.session where position(? in encode(provider_token, 'escape')) > 0",
            token.substring(0, 20)));
    in.get("/sign-out").expect(405);
    in.get("/queue").expect(200);

    assertEquals(
        "/signed-out", path(in.post("/sign-out", Map.of()).expect(302).header("Location")));
    assertEquals("", in.cookie("sportello"));
    desks.atSecond().bring("sportello", secret).get("/queue").expect(302);
    assertEquals("0; url=/provider/out", in.get("/signed-out").expect(200).header("Refresh"));
    assertEquals("/signed-out", on(desks.atSecond(), "/provider/out"), "another browser");
    Surfer copy = in.copy();
    Map<String, String> told = query(in.get("/provider/out").expect(302).header("Location"));
    assertEquals(rogue.issuer() + "/out", told.get(""));
    assertEquals("desk", told.get("of"));
    assertEquals(token, told.get("id_token_hint"));
    assertEquals(TwoDesks.CLIENT, told.get("client_id"));
    assertEquals(desks.secondUrl() + "/signed-out", told.get("post_logout_redirect_uri"));
    assertEquals("/signed-out", on(copy, "/provider/out?url=https://evil.example"), "twice");
    assertTrue(in.get("/signed-out").expect(200).headers("Refresh").isEmpty());
    assertEquals(0, sql.number("select count(*) from contacts.provider_exit"));
  }

  @Test
  void aCustomerSignsOutAtARealProviderAndComesBack() {
    Surfer in =
        throughProvider(
            desks.atFirst(), "CUSTOMERS", "elena", "titolare@libreria-minerva.example", "/my");

    in.post("/sign-out", Map.of()).expect(302);
    String out = in.get("/provider/out").expect(302).header("Location");

    assertTrue(out.startsWith(desks.provider().issuerUrl("customers").toString()), out);
    String back = Visitor.at("").get(out).expect(302).header("Location");
    assertEquals("/signed-out", path(back).replaceFirst("[?].*", ""));
    assertEquals("/sign-in", on(desks.atFirst(), "/my").replaceFirst("[?].*", ""));
  }

  @Test
  void aCustomerGoesWhereTheyWantedToAndFirstToWhatTheyHadTyped() {
    Surfer ana = desks.atFirst();
    String door = path(ana.get("/my/contacts?p=1042").expect(302).header("Location"));
    String link = ana.get(door).expect(200).html().select("a[href*=CUSTOMERS]").attr("href");
    assertEquals("/my/contacts?p=1042", query(link).get("next"));
    String address = "titolare@pasticceria-aurora.example";
    Surfer in = throughProvider(ana, "CUSTOMERS", "ana", address, "/my/contacts?p=1042");
    sql.run("update contacts.session set created_at = created_at - interval '20 minutes'");
    String name = "Nuova " + UUID.randomUUID();
    var asked =
        in.post(
            "/my/contacts?p=1042",
            Map.of(
                "act",
                "add",
                "p",
                "1042",
                "name",
                name,
                "language",
                "IT",
                "kind.TECHNICAL",
                "1",
                "addresses",
                "nuova@pasticceria-aurora.example"));
    assertEquals(
        "/provider?to=CUSTOMERS&next=%2Fmy%2Fcontacts",
        asked.html().select("#fresh a").attr("href"), asked.body());

    Surfer again = throughProvider(in, "CUSTOMERS", "ana", address, "/my/contacts?held=1#form");
    assertTrue(again.get("/my/contacts?held=1").expect(200).body().contains(name));
  }

  /** A provider that knows somebody since this morning says nothing of who sits there now. */
  @Test
  void onlyWhoWasAskedByTheProviderJustNowHasSignedInFreshly() {
    Map<Instant, Integer> answers = new HashMap<>();
    answers.put(Instant.EPOCH, 403);
    answers.put(Instant.now().minusSeconds(3600), 403);
    answers.put(Instant.now().minusSeconds(5), 302);
    answers.put(Instant.now().plusSeconds(3600), 302); // by a clock that is fast
    answers.forEach(
        (proved, answer) -> {
          String address = member("");
          Surfer in = desks.atSecond();
          Map<String, String> asked = sent(in, "/account");
          assertFalse(asked.containsKey("max_age"), "whoever signs in once need not do so again");
          come(in, asked, address, Instant.EPOCH);
          assertEquals("60", sent(in, "/account").get("max_age"), "to show it once more");
          come(in, sent(in, "/account"), address, proved);
          in.post("/account", Map.of("act", "address", "address", "n" + address)).expect(answer);
        });
  }

  private void come(Surfer surfer, Map<String, String> asked, String address, Instant proved) {
    Date when = proved.equals(Instant.EPOCH) ? null : Date.from(proved);
    rogue.gives(rogue.signed(claims(asked, address, address).claim("auth_time", when).build()));
    assertEquals("/account", on(surfer, back(asked.get("state"))));
  }

  @Test
  void whoIsTakenOnWhereTheProviderIsAskedGetsNoPasswordLink() {
    String boss = member("");
    sql.run("update contacts.staff set roles = 'ADMINISTRATOR' where email = ?", boss);
    Surfer in = desks.atSecond();
    Map<String, String> asked = sent(in, "/people");
    rogue.gives(rogue.signed(claims(asked, boss, boss).build()));
    assertEquals("/people", on(in, back(asked.get("state"))));
    String login = "n" + UUID.randomUUID().toString().substring(0, 12);
    Map<String, String> form =
        new HashMap<>(
            Map.of("act", "invite", "name", "Nora Nuova", "login", login, "role.AGENT", "1"));

    assertTrue(in.post("/people", form).body().contains("The email address is needed"));
    assertEquals(0, sql.number("select count(*) from contacts.staff where login = ?", login));
    form.put("email", login + "@desk.example");
    var page = in.post("/people", form).expect(200).html();

    assertTrue(page.select("#link").isEmpty(), "no link");
    assertTrue(page.select("#invited").text().contains(desks.secondUrl() + "/sign-in"));
    long id = sql.number("select id from contacts.staff where login = ?", login);
    assertEquals(0, sql.number("select count(*) from contacts.invitation where staff = ?", id));
    assertTrue(
        in.post("/people", Map.of("act", "link", "id", "" + id))
            .body()
            .contains("there is no password to choose"));
    assertEquals(0, sql.number("select count(*) from contacts.invitation where staff = ?", id));
    assertEquals("/queue", come(login, login + "@desk.example", claims -> {}));
    sql.run(
        "insert into contacts.invitation (secret_hash, staff, made_at) values (sha256(?::bytea), ?, now())",
        "old" + login,
        id);
    desks.atSecond().get("/invited?t=old" + login).expect(410);
    desks
        .atSecond()
        .post(
            "/invited", Map.of("act", "choose", "t", "old" + login, "new", "una frase lunga e mia"))
        .expect(410);
  }

  @Test
  void nobodyIsLedElsewhere() {
    String address = member("");
    for (String next :
        List.of("https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "")) {
      Surfer surfer = desks.atSecond();
      Map<String, String> asked = sent(surfer, next);
      rogue.gives(rogue.signed(claims(asked, address, address).build()));
      assertEquals("/", on(surfer, back(asked.get("state")) + "&next=//evil"), next);
      assertEquals(desks.secondUrl() + "/provider/back", asked.get("redirect_uri"));
      assertEquals("S256", asked.get("code_challenge_method"));
    }
    desks.atSecond().get("/provider?to=NOBODY").expect(404);
  }

  @Test
  void newKeysAreFetchedWhenTheyAreNeededAndNotWithEveryForgery() {
    String address = member("");
    assertEquals("/queue", come(address, address, c -> {}));
    rogue.rotate();
    assertEquals("/queue", come(address, address, c -> {}));
    int before = rogue.fetches();

    for (int i = 0; i < 8; i++) {
      String answer = come(address, address, rogue::unknown, c -> {});
      assertTrue(answer.startsWith("/sign-in?provider="), answer);
    }

    assertTrue(rogue.fetches() - before <= 2, "fetched " + (rogue.fetches() - before));
    assertEquals("/queue", come(address, address, c -> {}));
  }

  @Test
  void aProviderThatIsAwayIsSaidInWordsAndFoundWhenItIsBack() throws IOException {
    Surfer reader = desks.atSecond();
    assertEquals("/sign-in?provider=away", on(reader, "/provider?to=CUSTOMERS&next=/my"));
    assertTrue(
        reader
            .get("/sign-in?provider=away")
            .expect(200)
            .html()
            .select("#provider")
            .text()
            .contains("does not answer"));
    reader.get("/health/ready").expect(200);

    try (RogueProvider back = RogueProvider.start(desks.absent())) {
      Map<String, String> asked = sent(reader, "CUSTOMERS", "/my");
      back.gives(
          back.signed(
              claims(asked, "giorgio", "titolare@officina-verdi.example")
                  .issuer(back.issuer())
                  .build()));
      assertEquals("/my", on(reader, back(back.issuer(), asked.get("state"))));
      reader.get("/my").expect(200);
    }
    Surfer later = desks.atSecond();
    String state = sent(later, "CUSTOMERS", "/my").get("state");
    assertEquals(
        "/sign-in?provider=away", on(later, back("http://localhost:" + desks.absent(), state)));
  }

  private String come(String subject, String address, Consumer<JWTClaimsSet.Builder> change) {
    return come(subject, address, rogue::signed, change);
  }

  /** Where a whole sign-in at the second desk ends. */
  private String come(
      String subject,
      String address,
      Function<JWTClaimsSet, String> hand,
      Consumer<JWTClaimsSet.Builder> change) {
    sql.run("delete from contacts.throttle");
    Surfer surfer = desks.atSecond();
    Map<String, String> asked = sent(surfer, "/queue");
    JWTClaimsSet.Builder claims = claims(asked, subject, address);
    change.accept(claims);
    rogue.gives(hand.apply(claims.build()));
    String end = on(surfer, back(asked.get("state")));
    assertEquals(end.startsWith("/sign-in"), surfer.cookie("sportello").isEmpty(), end);
    return end;
  }

  private JWTClaimsSet.Builder claims(Map<String, String> asked, String subject, String address) {
    return new JWTClaimsSet.Builder()
        .issuer(rogue.issuer())
        .subject(subject)
        .audience(TwoDesks.CLIENT)
        .issueTime(new Date())
        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
        .claim("nonce", asked.get("nonce"))
        .claim("email", address)
        .claim("email_verified", true);
  }

  private Map<String, String> sent(Surfer surfer, String next) {
    return sent(surfer, "STAFF", next);
  }

  /** What the desk asks the provider. */
  private static Map<String, String> sent(Surfer surfer, String whom, String next) {
    String path =
        "/provider?to="
            + whom
            + "&next="
            + java.net.URLEncoder.encode(next, StandardCharsets.UTF_8);
    return query(surfer.get(path).expect(302).header("Location"));
  }

  /** The honest answer of the second desk's provider. */
  private String back(String state) {
    return back(rogue.issuer(), state);
  }

  private static String back(String issuer, String state) {
    return "/provider/back?code=c&iss="
        + java.net.URLEncoder.encode(issuer, StandardCharsets.UTF_8)
        + "&state="
        + state;
  }

  /** The parts of an address's query, and before it under no name the rest. */
  private static Map<String, String> query(String address) {
    Map<String, String> parts = new HashMap<>(Map.of("", address.replaceFirst("[?].*", "")));
    for (String pair : URI.create(address).getRawQuery().split("&")) {
      String[] of = pair.split("=", 2);
      parts.put(of[0], URLDecoder.decode(of[1], StandardCharsets.UTF_8));
    }
    return parts;
  }

  private static String on(Surfer surfer, String path) {
    return path(surfer.get(path).expect(302).header("Location"));
  }

  /** Without the desk's own address before it. */
  private static String path(String location) {
    return location.replaceFirst("^http://localhost:[0-9]+(?=/)", "");
  }

  private long bound(String subject) {
    return sql.number("select count(*) from contacts.provider_account where subject = ?", subject);
  }

  private long lines(String login, String action) {
    return sql.number(
        """
        select count(*) from contacts.audit a
        join contacts.staff s on a.subject = 'staff:' || s.id
        where s.login = ? and a.action = ?
        """,
        login,
        action);
  }

  private static Map<String, String> password(String login) {
    return Map.of("act", "enter", "login", login, "password", Settings.PASSWORD, "next", "/");
  }

  /** Somebody of the staff; returns the address. */
  private String member(String shared) {
    String login = "o" + UUID.randomUUID().toString().substring(0, 12);
    String address = shared.isEmpty() ? login + "@desk.example" : shared;
    sql.run(
        """
        insert into contacts.staff (login, name, language, roles, email, password_hash)
        values (?, 'Olga Aperta', 'EN', 'AGENT', ?, '')
        """,
        login,
        address);
    return address;
  }
}
