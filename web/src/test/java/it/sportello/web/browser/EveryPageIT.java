package it.sportello.web.browser;

import com.microsoft.playwright.options.ColorScheme;
import it.sportello.web.harness.Desk;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** axe-core, the policy of the page and the width of the window, for every page there is. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EveryPageIT {
  private final Desk desk = Desk.running();

  @Test
  void everyPageIsFitForEverybodyNarrowInTheLightInItalian() {
    everyPage(new Look(360, ColorScheme.LIGHT, "it-IT"));
  }

  @Test
  void everyPageIsFitForEverybodyNarrowInTheDarkInEnglish() {
    everyPage(new Look(360, ColorScheme.DARK, "en-GB"));
  }

  @Test
  void everyPageIsFitForEverybodyWideInTheLightInEnglish() {
    everyPage(new Look(1440, ColorScheme.LIGHT, "en-GB"));
  }

  @Test
  void everyPageIsFitForEverybodyWideInTheDarkInItalian() {
    everyPage(new Look(1440, ColorScheme.DARK, "it-IT"));
  }

  private void everyPage(Look look) {
    long number =
        desk.ticket("1042", "Una parola lunghissima: precipitevolissimevolmente", "Due righe.");
    long mail = mail();
    try (Window nobody = Window.open(desk, look);
        Window admin = Window.open(desk, look).asStaff("admin");
        Window customer =
            Window.open(desk, look).asCustomer("titolare@pasticceria-aurora.example")) {
      visitAll(
          nobody, List.of("/sign-in", "/link?t=unknown", "/invited?t=unknown", "/confirm?done=1"));
      visitAll(
          admin,
          List.of(
              "/queue",
              "/queue?view=RESOLVED",
              "/ticket?n=" + number,
              "/search?q=parola",
              "/quarantine",
              "/registry?q=a",
              "/registry?act=new",
              "/platform?p=1042",
              "/platform?p=1042&act=add",
              "/platform?p=1042&act=change",
              "/platform?p=1042&act=rotate",
              "/platform?p=1042&act=import",
              "/person?c=1",
              "/outgoing",
              "/settings",
              "/quarantine?reason=UNKNOWN_SENDER&open=" + mail,
              "/mail?id=" + mail,
              "/mailboxes",
              "/mailboxes?add=1",
              "/late",
              "/attainment",
              "/calendars",
              "/calendars?c=office&y=2027&edit=1",
              "/levels",
              "/levels?edit=priority",
              "/apply?v=1",
              "/contracts",
              "/contracts?p=1042",
              "/contracts?p=1042&act=add",
              "/phone-line",
              "/promises",
              "/people",
              "/audit",
              "/keys",
              "/account"));
      visitAll(
          customer,
          List.of(
              "/my",
              "/my/ticket?n=" + number,
              "/my/contacts",
              "/my/contacts?act=add",
              "/contact-us",
              "/account"));
    }
  }

  /** One that waits in the quarantine, with a very long line. */
  private long mail() {
    String mail =
        "From: chi@altrove.example\r\nSubject: Una richiesta\r\nX-Lungo: "
            + "x".repeat(400)
            + "\r\nMessage-ID: <"
            + java.util.UUID.randomUUID()
            + "@altrove.example>\r\n\r\nBuongiorno, "
            + "y".repeat(300)
            + "\r\n";
    return Long.parseLong(
        desk.program()
            .send(
                "POST",
                "/api/v1/mail",
                java.net.http.HttpRequest.BodyPublishers.ofString(mail),
                "message/rfc822")
            .expect(201)
            .at("/id"));
  }

  private static void visitAll(Window window, List<String> paths) {
    for (String path : paths) {
      window.visit(path).shoot(path.replaceAll("\\d+|\\W+", "-").replaceAll("^-+|-+$", ""));
      // axe-core does not read the words: it looks at each page once in the light, once in the
      // dark.
      if (window.look().language().equals("it-IT")) {
        window.isFitForEverybody();
      } else {
        window.isAsWideAsTheWindow();
      }
    }
  }
}
