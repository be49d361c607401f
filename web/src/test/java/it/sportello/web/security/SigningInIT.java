package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Surfer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Classes 8 to 12, 31, 32 and 39 of the flaws that help desks have had, at the staff's door. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SigningInIT {
  private final Desk desk = Desk.running();

  @Test
  void aNewMemberComesInByInvitationPasswordAndAuthenticator() {
    Newcomer nina = Newcomer.in(desk, "AGENT");

    nina.surfer.get("/queue").expect(200);
    assertEquals(10, nina.recovery.size());
    assertTrue(nina.recovery.get(0).matches("([0-9a-z]{4}-){5}[0-9a-z]{4}"));
    nina.surfer.get("/people").expect(403);
    assertEquals("", nina.surfer.cookie("sportello-step"));
  }

  @Test
  void thePasswordAloneOpensNothing() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer other = Surfer.at(desk.anybody());

    Newcomer.password(other, nina.login, Newcomer.PASSWORD).expect(302);

    assertEquals("", other.cookie("sportello"));
    other.get("/queue").expect(302);
    other.bring("sportello", other.cookie("sportello-step")).get("/queue").expect(302);
    assertEquals(0, other.get("/second-step").html().select(".qr").size(), "has one already");
  }

  @Test
  void aCodeIsGoodOnce() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String code = nina.code();
    Surfer first = attempt(nina);
    Surfer second = attempt(nina);

    Newcomer.code(first, code).expect(302);
    Newcomer.code(second, code).expect(422);

    assertEquals("", second.cookie("sportello"));
  }

  @Test
  void ofTwoThatShowOneCodeAtOnceOneGetsIn() throws Exception {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    for (int round = 0; round < 2; round++) {
      String code = nina.code();
      List<Surfer> surfers = List.of(attempt(nina), attempt(nina), attempt(nina));

      atOnce(surfers.stream().<Callable<?>>map(s -> () -> Newcomer.code(s, code)).toList());

      assertEquals(1, surfers.stream().filter(s -> !s.cookie("sportello").isEmpty()).count());
      forgetThrottles();
    }
  }

  @Test
  void aRecoveryCodeStandsInForTheAuthenticatorOnce() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String typed = " " + nina.recovery.get(3).toUpperCase(java.util.Locale.ROOT) + " ";

    Newcomer.code(attempt(nina), typed).expect(302);
    Newcomer.code(attempt(nina), typed).expect(422);

    assertEquals(
        9,
        desk.sql()
            .number(
                "select count(*) from contacts.recovery_code where staff = ? and used_at is null",
                nina.id()));
  }

  @Test
  void afterFiveWrongCodesItBeginsAgainWithThePassword() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer guesser = attempt(nina);

    for (int i = 0; i < 5; i++) {
      Newcomer.code(guesser, "00000" + i).expect(statusOfGuess(i));
    }

    assertTrue(Newcomer.code(guesser, nina.code()).header("Location").contains("/sign-in?over=1"));
    assertEquals("", guesser.cookie("sportello"));
  }

  /** The fifth is still a guess; its page already says that it is over. */
  private static int statusOfGuess(int i) {
    return i < 4 ? 422 : 302;
  }

  @Test
  void codesAreThrottledByAccountWhateverTheAttempt() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    int refused = 0;
    for (int i = 0; i < 4; i++) {
      Surfer guesser = attempt(nina);
      for (int j = 0; j < 4; j++) {
        refused += Newcomer.code(guesser, "00000" + j).status() == 429 ? 1 : 0;
      }
    }

    // One went to the enrolment.
    assertTrue(refused >= 6, "refused: " + refused);
    Surfer known = attempt(nina.surfer.copy(), nina);
    Newcomer.code(known, nina.code()).expect(302);
  }

  @Test
  void theSessionIsNeverTheOneThatWasBrought() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String planted = "planted".repeat(7).substring(0, 43);
    Surfer victim = Surfer.at(desk.anybody()).bring("sportello", planted);

    Newcomer.password(victim, nina.login, Newcomer.PASSWORD).expect(302);
    Newcomer.code(victim, nina.code()).expect(302);

    assertNotEquals(planted, victim.cookie("sportello"));
    Surfer.at(desk.anybody()).bring("sportello", planted).get("/queue").expect(302);
    Surfer again = victim.copy();
    Newcomer.password(again, nina.login, Newcomer.PASSWORD).expect(302);
    Newcomer.code(again, nina.code()).expect(302);
    assertNotEquals(victim.cookie("sportello"), again.cookie("sportello"));
    victim.get("/queue").expect(302);
    again.get("/queue").expect(200);
  }

  @Test
  void theCookiesOfSecretsAreForNoScriptAndNoOtherSite() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer surfer = attempt(nina);

    for (String cookie : Newcomer.code(surfer, nina.code()).headers("Set-Cookie")) {
      assertTrue(cookie.contains("HttpOnly"), cookie);
      assertTrue(cookie.contains("SameSite="), cookie);
      assertTrue(cookie.contains("Path=/"), cookie);
    }
  }

  @Test
  void knownAndUnknownAccountsAreAnsweredAlikeAndAsSlowly() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    List<Long> known = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    String nobody = "x" + nina.login.substring(1);
    String first = "";
    for (int i = 0; i < 7; i++) {
      Surfer surfer = Surfer.at(desk.anybody());
      String theirs = timed(known, surfer, nina.login);
      String nobodys = timed(unknown, Surfer.at(desk.anybody()), nobody);
      assertEquals(theirs, nobodys);
      first = first.isEmpty() ? theirs : first;
    }

    double ratio = (double) median(known) / median(unknown);

    assertTrue(ratio > 0.6 && ratio < 1.67, "known " + known + " unknown " + unknown);
  }

  private String timed(List<Long> times, Surfer surfer, String login) {
    long start = System.nanoTime();
    Answer answer = Newcomer.password(surfer, login, "wrong wrong wrong").expect(422);
    times.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    return answer.html().select("main").html().replace(login, "LOGIN");
  }

  private static long median(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return Math.max(1, sorted.get(sorted.size() / 2));
  }

  @Test
  void strangersWhoGuessAreStoppedAndLockNobodyOut() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String nobody = "x" + nina.login.substring(1);
    List<Integer> known = new ArrayList<>();
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      known.add(Newcomer.password(Surfer.at(desk.anybody()), nina.login, "wrong").status());
      unknown.add(Newcomer.password(Surfer.at(desk.anybody()), nobody, "wrong").status());
    }

    assertEquals(429, known.get(11));
    assertEquals(known, unknown);
    Answer stopped =
        Newcomer.password(Surfer.at(desk.anybody()), nina.login, Newcomer.PASSWORD).expect(429);
    assertTrue(Integer.parseInt(stopped.header("Retry-After")) > 0);
    Newcomer.password(nina.surfer.copy(), nina.login, Newcomer.PASSWORD).expect(302);
  }

  @Test
  void oneNetworkThatTriesManyAccountsIsStoppedAndItsNeighboursAreNot() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer sprayer = Surfer.at(desk.anybody());
    Newcomer.password(sprayer, "nobody-1", "wrong").expect(422);
    // As if it had tried thirty accounts in this second.
    desk.sql()
        .run(
            "update contacts.throttle set empty_at = empty_at + interval '5 minutes' where name = ?",
            "network:" + sprayer.address());

    Newcomer.password(sprayer, "nobody-2", "wrong").expect(429);
    Newcomer.password(sprayer, nina.login, Newcomer.PASSWORD).expect(429);

    Newcomer.password(Surfer.at(desk.anybody()), "nobody-2", "wrong").expect(422);
    Surfer owner = Surfer.at(desk.anybody(), sprayer.address());
    owner.bring("sportello-device", nina.surfer.cookie("sportello-device"));
    Newcomer.password(owner, nina.login, Newcomer.PASSWORD).expect(302);
  }

  @Test
  void afterTheSignInNobodyIsLedElsewhere() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    for (String next :
        List.of(
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/%09/evil.example\t",
            "javascript:alert(1)",
            "/queue\r\nSet-Cookie: a=b",
            " https://evil.example")) {
      goesOn(nina, next);
    }
  }

  private void goesOn(Newcomer nina, String next) {
    Surfer surfer = nina.surfer.copy();
    Map<String, String> form =
        Map.of("act", "enter", "login", nina.login, "password", Newcomer.PASSWORD, "next", next);
    String step = surfer.post("/sign-in", form).expect(302).header("Location");
    String after =
        surfer
            .post("/second-step", Map.of("act", "code", "code", nina.code(), "next", next))
            .expect(302)
            .header("Location");

    for (String location : List.of(step, after)) {
      assertEquals(desk.url(), origin(location), location);
    }
  }

  /** Where a browser that is at the desk goes. */
  private String origin(String location) {
    URI there = URI.create(desk.url() + "/").resolve(location);
    return there.getScheme() + "://" + there.getAuthority();
  }

  @Test
  void anotherSitesFormDoesNothing() {
    Newcomer nina = Newcomer.in(desk, "ADMINISTRATOR");
    Map<String, String> form = Map.of("act", "others");
    for (String path :
        List.of("/sign-in", "/second-step", "/account", "/people", "/keys", "/link", "/invited")) {
      for (String site : List.of("cross-site", "same-site")) {
        nina.surfer.who().with("Sec-Fetch-Site", site).post(path, form).expect(403);
      }
      nina.surfer.who().with("Origin", "https://evil.example").post(path, form).expect(403);
    }
  }

  @Test
  void hugeInputIsRefusedWithoutTakingLong() {
    String huge = "a".repeat(1_000_000);
    Instant start = Instant.now();

    Newcomer.password(Surfer.at(desk.anybody()), huge, "x").expect(422);
    Newcomer.password(Surfer.at(desk.anybody()), "somebody", huge).expect(422);
    assertTrue(Newcomer.code(attempt(Newcomer.in(desk, "AGENT")), huge).status() == 422);
    Newcomer.invite(desk, huge, "AGENT").expect(422);
    desk.anybody().with("Cookie", "sportello=" + "a".repeat(6000)).get("/sign-in").expect(200);

    assertTrue(Duration.between(start, Instant.now()).toSeconds() < 60);
  }

  @Test
  void aSessionEndsAfterTwoIdleHoursAndTwelveInAll() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Surfer idle = nina.signIn();
    Surfer busy = nina.signIn();
    Instant start = desk.now();
    try {
      for (int minutes = 110; minutes < 720; minutes += 110) {
        desk.travelTo(start.plus(Duration.ofMinutes(minutes)));
        busy.get("/queue").expect(200);
      }
      idle.get("/queue").expect(302);
      desk.travelTo(start.plus(Duration.ofMinutes(721)));
      busy.get("/queue").expect(302);
    } finally {
      desk.back();
    }
  }

  @Test
  void anInvitationIsGoodOnceAndForAnHourAndForNobodyElse() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    Map<String, String> again = Map.of("act", "link", "id", String.valueOf(nina.id()));
    var admin = desk.staff("admin").with("Sec-Fetch-Site", "same-origin");
    String old = admin.post("/people", again).html().select("#link").text();
    String link = admin.post("/people", again).expect(200).html().select("#link").text();
    Surfer surfer = Surfer.at(desk.anybody());

    surfer.get(old).expect(410);
    for (String bad : List.of("", "null", "0", "%00", link.substring(link.length() - 43) + "x")) {
      surfer.get("/invited?t=" + bad).expect(410);
    }
    var page = surfer.get(link).expect(200).html();
    surfer.submit(page, "main form", Map.of("new", "short")).expect(422);
    surfer.submit(page, "main form", Map.of("new", nina.login + "1")).expect(422);
    surfer.submit(page, "main form", Map.of("new", "Password2024!!")).expect(422);
    surfer.submit(page, "main form", Map.of("new", "altra lampada verde scura")).expect(302);
    surfer.submit(page, "main form", Map.of("new", "una terza lampada accesa")).expect(410);
    nina.surfer.get("/queue").expect(302);
    assertEquals(0, surfer.get("/second-step").html().select(".qr").size(), "the factor stays");

    String late = admin.post("/people", again).html().select("#link").text();
    try {
      desk.travelTo(desk.now().plus(Duration.ofMinutes(61)));
      surfer.get(late).expect(410);
    } finally {
      desk.back();
    }
  }

  @Test
  void ofTwoThatUseAnInvitationAtOnceOneChoosesThePassword() throws Exception {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String link =
        desk.staff("admin")
            .with("Sec-Fetch-Site", "same-origin")
            .post("/people", Map.of("act", "link", "id", String.valueOf(nina.id())))
            .html()
            .select("#link")
            .text();
    String secret = link.substring(link.indexOf('=') + 1);
    List<Surfer> surfers = List.of(Surfer.at(desk.anybody()), Surfer.at(desk.anybody()));

    atOnce(
        surfers.stream()
            .<Callable<?>>map(
                s ->
                    () ->
                        s.post(
                            "/invited",
                            Map.of("act", "choose", "t", secret, "new", "gara fra due lampade")))
            .toList());

    assertEquals(1, surfers.stream().filter(s -> !s.cookie("sportello-step").isEmpty()).count());
  }

  @Test
  void noSecretIsInTheDatabaseAsItWasTold() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String everything =
        String.join(
            "\n",
            desk.sql()
                .column(
                    """
                    select s::text from contacts.session s union all
                    select s::text from contacts.staff s union all
                    select s::text from contacts.second_factor s union all
                    select s::text from contacts.recovery_code s union all
                    select s::text from contacts.known_device s union all
                    select s::text from contacts.throttle s union all
                    select s::text from contacts.invitation s
                    """));

    for (String secret :
        List.of(
            nina.surfer.cookie("sportello"),
            nina.surfer.cookie("sportello-device"),
            nina.recovery.get(0),
            nina.recovery.get(0).replace("-", ""),
            nina.authenticator.replace(" ", ""),
            Newcomer.PASSWORD)) {
      assertFalse(secret.isEmpty());
      assertFalse(everything.contains(secret), secret);
    }
    assertTrue(
        desk.sql()
            .text("select password_hash from contacts.staff where login = ?", nina.login)
            .startsWith("PBKDF2WithHmacSHA512:220000:"));
  }

  private Surfer attempt(Newcomer nina) {
    return attempt(Surfer.at(desk.anybody()), nina);
  }

  private Surfer attempt(Surfer surfer, Newcomer nina) {
    Newcomer.password(surfer, nina.login, Newcomer.PASSWORD).expect(302);
    return surfer;
  }

  private void forgetThrottles() {
    desk.sql().run("delete from contacts.throttle");
  }

  static void atOnce(List<Callable<?>> acts) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(acts.size());
    try {
      List<Callable<Object>> calls = new ArrayList<>();
      acts.forEach(act -> calls.add(act::call));
      for (Future<Object> done : threads.invokeAll(calls)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
