package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Surfer;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each event of signing in writes exactly one line of the trail, and nobody can flood it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SigningInTrailIT {
  private static final String READER = "newsletter@officina-verdi.example";
  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/link\\?t=([\\w-]+)");

  private final Desk desk = Desk.running();
  private long start;

  @BeforeEach
  void fromHereOn() {
    desk.sql().run("delete from contacts.throttle");
    desk.sql().run("delete from contacts.link_request");
    start = desk.sql().number("select coalesce(max(id), 0) from contacts.audit");
  }

  @Test
  void everyStepOfTheStaffWritesOneLine() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String whose = "staff:" + nina.id();
    expect(
        whose,
        Map.of(
            "staff.invite", 1, "password.set", 1, "second_factor.add", 1, "session.open.code", 1));

    Surfer other = Surfer.at(desk.anybody());
    Newcomer.password(other, nina.login, "wrong wrong wrong").expect(422);
    expect(whose, Map.of("session.refused", 1));
    Newcomer.password(other, nina.login, Newcomer.PASSWORD).expect(302);
    Newcomer.code(other, "000000").expect(422);
    expect(whose, Map.of("session.refused.code", 1));
    Newcomer.code(other, nina.recovery.get(0)).expect(302);
    expect(whose, Map.of("session.open.recovery", 1, "second_factor.recovery_used", 1));
    other.post("/sign-out", Map.of()).expect(302);
    expect(whose, Map.of("session.close", 1));
    other.post("/sign-out", Map.of()).expect(302);
    expect(whose, Map.of());

    nina.signIn();
    nina.surfer.post("/account", Map.of("act", "others")).expect(302);
    expect(whose, Map.of("session.open.code", 1, "session.end", 1));
    Map<String, String> change =
        Map.of("act", "password", "old", Newcomer.PASSWORD, "new", "sasso quercia vento rosso");
    nina.surfer.post("/account", change).expect(302);
    expect(whose, Map.of("password.set", 1));
    Map<String, String> renew = Map.of("act", "recovery", "recovery", "sasso quercia vento rosso");
    nina.surfer.post("/account", renew).expect(200);
    expect(whose, Map.of("second_factor.recovery", 1));
    Map<String, String> remove = new TreeMap<>(renew);
    remove.putAll(Map.of("act", "factor", "factor", "sasso quercia vento rosso"));
    remove.put("code", nina.code());
    nina.surfer.post("/account", remove).expect(302);
    expect(whose, Map.of("second_factor.remove", 1));
  }

  @Test
  void whoIsStoppedAndWhoGuessesNamesWritesALineInAWhile() {
    Newcomer nina = Newcomer.in(desk, "AGENT");
    String whose = "staff:" + nina.id();
    seen(whose);
    for (int i = 0; i < 14; i++) {
      Newcomer.password(Surfer.at(desk.anybody()), nina.login, "wrong");
    }
    expect(whose, Map.of("session.refused", 10, "session.locked", 1));

    seen("desk");
    for (int i = 0; i < 14; i++) {
      Newcomer.password(Surfer.at(desk.anybody()), "nobody-at-all", "wrong");
    }
    expect("desk", Map.of("session.refused.unknown", 1, "session.locked.unknown", 1));
    assertEquals(
        0,
        desk.sql()
            .number("select count(*) from contacts.audit a where a::text like '%nobody-at-all%'"));
  }

  @Test
  void aLinkWritesOneLineWhenItIsSentAndOneWhenItIsUsed() {
    String whose =
        "contact:"
            + desk.sql()
                .number(
                    "select contact from contacts.contact_address where address_key = ?", READER);
    desk.sql().run("delete from contacts.sign_in_link");
    Surfer reader = Surfer.at(desk.anybody());
    reader.post("/sign-in", Map.of("act", "link", "address", READER)).expect(302);
    String browser = reader.cookie("sportello-browser");
    String secret = secretFor(browser);
    expect(whose, Map.of("link.send", 1));

    reader.post("/link", Map.of("act", "enter", "t", secret)).expect(302);
    expect(whose, Map.of("session.open.link", 1));
    reader.bring("sportello-browser", browser);
    reader.post("/link", Map.of("act", "enter", "t", secret)).expect(410);
    expect(whose, Map.of());

    seen("desk");
    for (int i = 0; i < 3; i++) {
      Map<String, String> form =
          Map.of("act", "link", "address", "nessuno" + i + "@altrove.example");
      Surfer.at(desk.anybody()).post("/sign-in", form).expect(302);
    }
    Patience.untilTrue(
        Duration.ofSeconds(30), "the mails", () -> count("desk", "link.unknown") > 0);
    expect("desk", Map.of("link.unknown", 1));
  }

  @Test
  void aTokenAndAKeyWriteALineEach() throws Exception {
    Visitor admin = desk.staff("admin").with("Sec-Fetch-Site", "same-origin");
    String last = desk.now().plus(Duration.ofDays(30)).toString().substring(0, 10);
    String name = "trail-" + UUID.randomUUID();
    admin.post("/keys", Map.of("act", "make", "name", name, "expires", last)).expect(200);
    long id = desk.sql().number("select id from contacts.integration where name = ?", name);
    expect("integration:" + id, Map.of("token.make", 1));
    admin.post("/keys", Map.of("act", "revoke", "id", String.valueOf(id))).expect(302);
    expect("integration:" + id, Map.of("token.revoke", 1));

    seen("product:demo");
    String kid = UUID.randomUUID().toString();
    String jwk = new ECKeyGenerator(Curve.P_256).keyID(kid).generate().toPublicJWK().toString();
    admin.post("/keys", Map.of("act", "add", "product", "demo", "jwk", jwk)).expect(302);
    expect("product:demo", Map.of("key.add", 1));
    Map<String, String> retire =
        Map.of("act", "retire", "product", "demo", "kid", kid, "days", "0");
    admin.post("/keys", retire).expect(302);
    expect("product:demo", Map.of("key.retire", 1));
  }

  /** These lines about {@code whose} were written since the last look, and no others. */
  private void expect(String whose, Map<String, Integer> lines) {
    Map<String, Integer> found = new TreeMap<>();
    desk.sql()
        .column("select action from contacts.audit where subject = ? and id > ?", whose, start)
        .forEach(action -> found.merge(action, 1, Integer::sum));
    assertEquals(new TreeMap<>(lines), found, whose);
    seen(whose);
  }

  private void seen(String whose) {
    start = desk.sql().number("select coalesce(max(id), 0) from contacts.audit");
    assertTrue(start > 0, whose);
  }

  private long count(String whose, String action) {
    return desk.sql()
        .number(
            "select count(*) from contacts.audit where subject = ? and action = ? and id > ?",
            whose,
            action,
            start);
  }

  private String secretFor(String browser) {
    return Patience.until(
        Duration.ofSeconds(30),
        "the link",
        () ->
            desk.mails().to(READER).stream()
                .map(mail -> LINK.matcher(Mails.text(mail)))
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .filter(secret -> isFor(browser, secret))
                .findFirst());
  }

  private boolean isFor(String browser, String secret) {
    return desk.sql()
            .number(
                """
                select count(*) from contacts.sign_in_link
                where secret_hash = sha256(convert_to(?, 'UTF8'))
                  and browser_hash = sha256(convert_to(?, 'UTF8'))
                """,
                secret,
                browser)
        == 1;
  }
}
