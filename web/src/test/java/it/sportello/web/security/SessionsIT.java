package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Surfer;
import it.sportello.web.harness.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions end where and when they have to, streams included. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SessionsIT {
  private static final String NEW = "quattro sedie e un mandarino";

  private final Desk desk = Desk.running();

  @Test
  void signingOutEndsTheSessionItselfAndEmptiesTheBrowser() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer thief = nina.surfer.copy();

    Answer out = nina.surfer.post("/sign-out", Map.of());

    assertTrue(out.header("Clear-Site-Data").contains("storage"));
    assertEquals("", nina.surfer.cookie("sportello"));
    thief.get("/queue").expect(302);
  }

  @Test
  void mySessionsAreListedAndCanBeEndedOneByOneOrAllTheOthers() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer second = nina.signIn();
    Surfer third = nina.signIn();
    var page = nina.surfer.get("/account").expect(200).html();
    assertEquals(3, page.select("#main table.list tbody tr").size());

    nina.surfer.submit(page, "form:has([value=end])", Map.of()).expect(302);

    assertEquals(
        1, List.of(second, third).stream().filter(s -> s.get("/queue").status() == 302).count());
    nina.surfer.post("/account", Map.of("act", "others")).expect(302);
    second.get("/queue").expect(302);
    third.get("/queue").expect(302);
    nina.surfer.get("/queue").expect(200);
  }

  @Test
  void anotherAddressWantsAFreshSignInAndTheWordOfWhoReadsIt() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String address = "nina" + nina.id() + "@altrove.example";
    Map<String, String> wish = Map.of("act", "address", "address", address);
    desk.sql()
        .run(
            "update contacts.session set created_at = created_at - interval '11 minutes' where staff = ?",
            nina.id());
    Answer stale = nina.surfer.post("/account", wish).expect(403);
    String again = stale.html().select("#own-address-stale a").attr("href");
    assertTrue(again.startsWith("/sign-in?next=%2Faccount%3Faddress%3D"), again);
    String typed = URLDecoder.decode(again.replace("/sign-in?next=", ""), StandardCharsets.UTF_8);
    assertEquals(
        address,
        nina.surfer
            .get(typed.replaceFirst("#.*", ""))
            .html()
            .select("#own-address #address")
            .val());

    Surfer fresh = nina.signIn();
    fresh.post("/account", Map.of("act", "address", "address", "nessuno")).expect(422);
    fresh.post("/account", wish).expect(302);
    assertTrue(
        fresh.get("/account").html().select("#own-address-waiting").text().contains(address));
    String mail =
        Mails.text(desk.mails().await(address, m -> Mails.text(m).contains("/confirm?t=")));
    String link = mail.replaceFirst("(?s).*(/confirm\\?t=[A-Za-z0-9_-]{43}).*", "$1");
    Surfer reader = Surfer.at(desk.anybody());
    var page = reader.get(link).expect(200).html();
    assertTrue(page.text().contains(address), page.text());
    assertNotEquals(address, email(nina));
    reader.submit(page, "form:has([value=confirm])", Map.of()).expect(302);

    assertEquals(address, email(nina));
    reader.get("/confirm?done=member").expect(200);
    reader.get(link).expect(410);
    desk.customer("titolare@cantina-sole.example")
        .with("Sec-Fetch-Site", "same-origin")
        .post("/account", wish)
        .expect(403);
  }

  private String email(Newcomer of) {
    return desk.sql().text("select email from contacts.staff where id = ?", of.id());
  }

  @Test
  void anothersSessionCannotBeEnded() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Newcomer mallory = Newcomer.in(desk, "AGENT");
    long id = desk.sql().number("select id from contacts.session where staff = ?", nina.id());

    mallory.surfer.post("/account", Map.of("act", "end", "id", String.valueOf(id)));
    desk.customer("titolare@cantina-sole.example")
        .with("Sec-Fetch-Site", "same-origin")
        .post("/account", Map.of("act", "end", "id", String.valueOf(id)));

    nina.surfer.get("/queue").expect(200);
  }

  @Test
  void aChangedPasswordEndsEveryOtherSessionAndRenamesThisOne() throws Exception {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer other = nina.signIn();
    Surfer before = nina.surfer.copy();
    Surfer half = Surfer.at(desk.anybody());
    Newcomer.password(half, nina.login, Newcomer.PASSWORD).expect(302);
    CompletableFuture<Long> stream = stream(other.cookie("sportello"));

    change(nina.surfer, Newcomer.PASSWORD, NEW).expect(302);
    long done = System.nanoTime();

    assertNotEquals(before.cookie("sportello"), nina.surfer.cookie("sportello"));
    nina.surfer.get("/queue").expect(200);
    before.get("/queue").expect(302);
    other.get("/queue").expect(302);
    assertTrue(Newcomer.code(half, nina.code()).header("Location").contains("over=1"));
    assertEndsSoon(stream, done);
    Newcomer.password(Surfer.at(desk.anybody()), nina.login, Newcomer.PASSWORD).expect(422);
  }

  @Test
  void aPasswordIsChangedOnlyByWhoKnowsTheOldOneAndIntoAGoodOne() {
    Newcomer nina = Newcomer.in(desk, "AGENT");

    assertTrue(change(nina.surfer, "wrong", NEW).expect(422).html().select("#old-error").hasText());
    for (String bad : List.of("short", "Password2024!!", nina.login + "!", "a".repeat(201))) {
      Answer refused = change(nina.surfer, Newcomer.PASSWORD, bad).expect(422);
      assertTrue(refused.html().select("#new-error").hasText(), bad);
      assertFalse(refused.body().contains("value=\"" + bad), "it is not sent back");
    }
    for (int i = 0; i < 5; i++) {
      change(nina.surfer, "wrong" + i, NEW).expect(422);
    }
    assertTrue(
        change(nina.surfer, Newcomer.PASSWORD, NEW).expect(422).body().contains("Too many tries"));
  }

  private static Answer change(Surfer surfer, String old, String next) {
    return surfer.post("/account", Map.of("act", "password", "old", old, "new", next));
  }

  @Test
  void aSecondFactorIsTakenAwayOnlyWithPasswordAndCode() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Map<String, String> form =
        new HashMap<>(Map.of("act", "factor", "factor", "wrong", "code", nina.code()));
    nina.surfer.post("/account", form).expect(422);
    form.putAll(Map.of("factor", Newcomer.PASSWORD, "code", "000000"));
    nina.surfer.post("/account", form).expect(422);
    form.put("code", nina.code());
    nina.surfer.post("/account", form).expect(302);

    nina.surfer.get("/queue").expect(302);
    Surfer again = Surfer.at(desk.anybody());
    Newcomer.password(again, nina.login, Newcomer.PASSWORD).expect(302);
    assertEquals(1, again.get("/second-step").html().select(".qr").size());
    Newcomer.code(again, nina.recovery.get(0)).expect(422);
  }

  @Test
  void newRecoveryCodesReplaceTheOldOnes() {
    Newcomer nina = Newcomer.in(desk, "AGENT");

    var page =
        nina.surfer
            .post("/account", Map.of("act", "recovery", "recovery", Newcomer.PASSWORD))
            .expect(200)
            .html();

    String fresh = page.select(".secrets code").eachText().get(0);
    Surfer surfer = Surfer.at(desk.anybody());
    Newcomer.password(surfer, nina.login, Newcomer.PASSWORD).expect(302);
    Newcomer.code(surfer, nina.recovery.get(0)).expect(422);
    Newcomer.code(surfer, fresh).expect(302);
  }

  @Test
  void whoIsSwitchedOffIsOutEverywhereWithinFiveSeconds() throws Exception {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer half = Surfer.at(desk.anybody());
    Newcomer.password(half, nina.login, Newcomer.PASSWORD).expect(302);
    CompletableFuture<Long> stream = stream(nina.surfer.cookie("sportello"));

    admin(Map.of("act", "disable", "id", String.valueOf(nina.id()))).expect(302);
    long done = System.nanoTime();

    nina.surfer.get("/queue").expect(302);
    assertTrue(Newcomer.code(half, nina.code()).header("Location").contains("over=1"));
    Newcomer.password(Surfer.at(desk.anybody()), nina.login, Newcomer.PASSWORD).expect(422);
    assertEndsSoon(stream, done);
    admin(Map.of("act", "enable", "id", String.valueOf(nina.id()))).expect(302);
    nina.surfer.get("/queue").expect(302);
    nina.signIn().get("/queue").expect(200);
  }

  @Test
  void aChangeOfRolesEndsTheSessionsThatHadTheOldOnes() throws Exception {
    Newcomer nina = Newcomer.in(desk, "AGENT", "ADMINISTRATOR");
    nina.surfer.get("/people").expect(200);
    CompletableFuture<Long> stream = stream(nina.surfer.cookie("sportello"));

    admin(Map.of("act", "roles", "id", String.valueOf(nina.id()), "role.AGENT", "1")).expect(302);
    long done = System.nanoTime();

    nina.surfer.get("/people").expect(302);
    assertEndsSoon(stream, done);
    nina.signIn().get("/people").expect(403);
  }

  @Test
  void aResetSecondFactorIsSetUpAnewAndEndsEverySession() {
    Newcomer nina = Newcomer.in(desk, "AGENT");

    admin(Map.of("act", "reset", "id", String.valueOf(nina.id()))).expect(302);

    nina.surfer.get("/queue").expect(302);
    Surfer again = Surfer.at(desk.anybody());
    Newcomer.password(again, nina.login, Newcomer.PASSWORD).expect(302);
    assertEquals(1, again.get("/second-step").html().select(".qr").size());
  }

  @Test
  void anAdministratorsOwnPasswordAndFactorAreNotReplacedWithoutThePassword() {
    Newcomer nina = Newcomer.in(desk, "ADMINISTRATOR");
    String own = String.valueOf(nina.id());

    Answer link = nina.surfer.post("/people", Map.of("act", "link", "id", own)).expect(422);
    nina.surfer.post("/people", Map.of("act", "reset", "id", own)).expect(422);

    assertEquals("", link.html().select("#link").text());
    assertEquals(
        0,
        desk.sql().number("select count(*) from contacts.invitation where staff = ?", nina.id()));
    assertEquals(
        1,
        desk.sql()
            .number("select count(*) from contacts.second_factor where staff = ?", nina.id()));
    nina.surfer.get("/people").expect(200);
  }

  @Test
  void ofTwoAdministratorsWhoRemoveEachOtherOneRemains() throws Exception {
    Newcomer one = Newcomer.in(desk, "ADMINISTRATOR");
    Newcomer two = Newcomer.in(desk, "ADMINISTRATOR");
    desk.sql()
        .run(
            """
            update contacts.staff set disabled_at = now()
            where roles like '%ADMINISTRATOR%' and disabled_at is null and login not in (?, ?)
            """,
            one.login, two.login);
    try {
      SigningInIT.atOnce(
          List.<Callable<?>>of(
              () -> one.surfer.post("/people", disable(two)),
              () -> two.surfer.post("/people", disable(one))));

      assertEquals(1, enabled(one) + enabled(two));
      Newcomer last = enabled(one) == 1 ? one : two;
      last.surfer.post("/people", disable(last)).expect(422);
      last.surfer
          .post(
              "/people", Map.of("act", "roles", "id", String.valueOf(last.id()), "role.AGENT", "1"))
          .expect(422);
      last.surfer.get("/people").expect(200);
    } finally {
      desk.sql().run("update contacts.staff set disabled_at = null where login = 'admin'");
    }
  }

  private long enabled(Newcomer who) {
    return desk.sql()
        .number(
            "select count(*) from contacts.staff where login = ? and disabled_at is null",
            who.login);
  }

  private static Map<String, String> disable(Newcomer who) {
    return Map.of("act", "disable", "id", String.valueOf(who.id()));
  }

  private Answer admin(Map<String, String> form) {
    Visitor admin = desk.staff("admin").with("Sec-Fetch-Site", "same-origin");
    return admin.post("/people", form);
  }

  private static void assertEndsSoon(CompletableFuture<Long> stream, long done) throws Exception {
    Duration after = Duration.ofNanos(stream.get(30, TimeUnit.SECONDS) - done);
    assertTrue(after.compareTo(Duration.ofSeconds(5)) <= 0, () -> "it ended after " + after);
  }

  /** An open stream, which lives; completes with the tick at which it ended. */
  private CompletableFuture<Long> stream(String session) throws Exception {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(desk.url() + "/live"))
                    .header("Cookie", "sportello=" + session)
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    InputStream body = response.body();
    assertTrue(body.read() >= 0, "it is open");
    CompletableFuture<Long> end = CompletableFuture.supplyAsync(() -> endOf(body));
    // Longer than the hub takes to look after its readers.
    Thread.sleep(4_000);
    assertFalse(end.isDone(), "it lives as long as its session");
    return end;
  }

  private static long endOf(InputStream body) {
    try (body) {
      while (body.read() >= 0) {
        // What it says does not matter.
      }
    } catch (IOException cut) {
      // Ended as well.
    }
    return System.nanoTime();
  }
}
