package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Surfer;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One-time links: once, by POST, in time, and in the browser that asked. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LinksIT {
  private static final String READER = "newsletter@officina-verdi.example";
  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/link\\?t=([\\w-]+)");

  private final Desk desk = Desk.running();
  private final Surfer reader = Surfer.at(desk.anybody());

  @BeforeEach
  void nobodyHasAskedOfLate() {
    desk.sql().run("delete from contacts.throttle");
    desk.sql().run("delete from contacts.sign_in_link");
    desk.sql().run("delete from contacts.link_request");
  }

  @Test
  void aLinkOpensOnlyTheBrowserThatAskedForIt() {
    String secret = asked(reader);
    Surfer thief = Surfer.at(desk.anybody());
    Surfer other = Surfer.at(desk.anybody());
    ask(other, "sconosciuto@altrove.example").expect(302);

    redeem(thief, secret).expect(410);
    redeem(other, secret).expect(410);
    assertEquals(0, thief.get("/link?t=" + secret).expect(200).html().select("main form").size());
    reader.get("/link?t=" + secret).expect(200);
    redeem(reader, secret).expect(302);

    assertEquals("", thief.cookie("sportello") + other.cookie("sportello"));
    reader.get("/my").expect(200);
    assertNotEquals("", reader.cookie("sportello-device"));
  }

  @Test
  void aLinkUsedTwiceAtOnceOpensOneSession() throws Exception {
    for (int round = 0; round < 3; round++) {
      nobodyHasAskedOfLate();
      Surfer asking = Surfer.at(desk.anybody());
      String secret = asked(asking);
      List<Surfer> tabs = List.of(asking.copy(), asking.copy(), asking.copy());

      SigningInIT.atOnce(tabs.stream().<Callable<?>>map(t -> () -> redeem(t, secret)).toList());

      assertEquals(1, tabs.stream().filter(t -> !t.cookie("sportello").isEmpty()).count());
    }
  }

  @Test
  void aLinkIsOverAfterAQuarterOfAnHour() {
    String secret = asked(reader);
    try {
      desk.travelTo(desk.now().plus(Duration.ofMinutes(16)));
      redeem(reader, secret).expect(410);
    } finally {
      desk.back();
    }
  }

  @Test
  void whatIsNoLinkOpensNothing() {
    String secret = asked(reader);
    for (String bad :
        List.of(
            "",
            "null",
            "%00",
            secret.substring(1),
            secret + "A",
            secret.toLowerCase(java.util.Locale.ROOT),
            "a".repeat(100_000))) {
      redeem(reader, bad).expect(410);
    }
    redeem(reader, secret).expect(302);
    redeem(reader, secret).expect(410);
  }

  @Test
  void aRegisteredAddressAndAnyOtherAreAnsweredAlike() {
    Answer known = ask(Surfer.at(desk.anybody()), READER).expect(302);
    Answer unknown = ask(Surfer.at(desk.anybody()), "nessuno@altrove.example").expect(302);

    assertEquals(known.header("Location"), unknown.header("Location"));
    assertEquals(known.headers("Set-Cookie").size(), unknown.headers("Set-Cookie").size());
    for (String address : List.of(READER, "nessuno@altrove.example")) {
      ask(Surfer.at(desk.anybody()), address).expect(302);
      ask(Surfer.at(desk.anybody()), address).expect(302);
      ask(Surfer.at(desk.anybody()), address).expect(429);
    }
  }

  @Test
  void strangersWhoAskForLinksDoNotKeepTheReaderOut() {
    redeem(reader, asked(reader)).expect(302);
    for (int i = 0; i < 4; i++) {
      ask(Surfer.at(desk.anybody()), READER);
    }
    ask(Surfer.at(desk.anybody()), READER).expect(429);
    reader.forget("sportello");

    redeem(reader, asked(reader)).expect(302);
  }

  private String asked(Surfer surfer) {
    ask(surfer, READER).expect(302);
    return next(surfer);
  }

  private Answer ask(Surfer surfer, String address) {
    return surfer.post("/sign-in", Map.of("act", "link", "address", address));
  }

  private static Answer redeem(Surfer surfer, String secret) {
    return surfer.post("/link", Map.of("act", "enter", "t", secret));
  }

  /** The secret of the link that is for this browser and not used yet. */
  private String next(Surfer surfer) {
    return secret(desk.mails().await(READER, mail -> isFor(surfer, secret(mail))));
  }

  private boolean isFor(Surfer surfer, String secret) {
    return desk.sql()
            .number(
                """
                select count(*) from contacts.sign_in_link
                where secret_hash = sha256(convert_to(?, 'UTF8'))
                  and browser_hash = sha256(convert_to(?, 'UTF8')) and used_at is null
                """,
                secret,
                surfer.cookie("sportello-browser"))
        == 1;
  }

  private static String secret(MimeMessage mail) {
    Matcher link = LINK.matcher(Mails.text(mail));
    return link.find() ? link.group(1) : "";
  }
}
