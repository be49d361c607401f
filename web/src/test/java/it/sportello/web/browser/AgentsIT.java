package it.sportello.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AgentsIT {
  private static final String OWNER = "titolare@pasticceria-aurora.example";

  private final Desk desk = Desk.running();

  @Test
  void anAgentSignsInTakesATicketInChargeAnswersItAndResolvesIt() {
    long number = desk.ticket("1042", "La prova non arriva", "Ho inviato una prova a me stesso.");

    try (Window window = Window.open(desk).signIn("anna.conti")) {
      Page page = window.page();
      page.locator("#r" + number + " a.row-link").click();
      page.locator("button[name=act][value=take]").click();
      assertThat(page.locator("#notice")).containsText("è ora in carico");
      write(page, "La prova è ripartita: può controllare?", "reply");
      assertThat(page.locator(".message-agent .message-body").last()).containsText("ripartita");
      write(page, "Era il filtro del cliente.", "note");
      assertThat(page.locator(".message-note .message-body").last()).containsText("filtro");
      page.locator("button[name=act][value=resolve]").click();
      assertThat(page.locator("#notice")).containsText("risolta");
      assertThat(page.locator(".history")).containsText("Anna Conti");
    }

    var taken = desk.mails().await(OWNER, m -> has(m, number) && text(m).contains("Anna Conti"));
    var answer = desk.mails().await(OWNER, m -> has(m, number) && text(m).contains("ripartita"));
    assertTrue(!taken.equals(answer) && !text(answer).contains("filtro"));
  }

  @Test
  void aTicketThatComesInAppearsInTheQueueWithoutAReload() {
    try (Window window = Window.open(desk).asStaff("marco.riva").visit("/queue")) {
      Page page = window.page();
      page.evaluate("window.neverReloaded = true");

      long number = desk.ticket("2077", "Le statistiche sono ferme", "Da ieri non cambiano.");

      page.waitForSelector("#r" + number);
      assertThat(page.locator("#r" + number)).containsText("Le statistiche sono ferme");
      assertTrue((Boolean) page.evaluate("window.neverReloaded === true"));
    }
  }

  @Test
  void whatOneAgentTakesAnotherSeesTakenWithoutAReload() {
    long number = desk.ticket("4001", "Il modulo non salva", "Il pulsante resta grigio.");

    try (Window marco = Window.open(desk).asStaff("marco.riva").visit("/queue");
        Window anna = Window.open(desk).asStaff("anna.conti").visit("/ticket?n=" + number)) {
      marco.page().waitForSelector("#r" + number);
      anna.page().locator("button[name=act][value=take]").click();

      assertThat(marco.page().locator("#r" + number + " .c-who")).containsText("Anna");
    }
  }

  @Test
  void aWrongPasswordIsSaidAtTheFormAndNothingElse() {
    try (Window window = Window.open(desk).visit("/sign-in")) {
      window.page().locator("#login").fill("anna.conti");
      window.page().locator("#password").fill("sbagliata");
      window.page().locator("form:has(#password) button").click();

      assertThat(window.page().locator("main")).containsText("password");
      assertThat(window.page().locator("#login")).hasValue("anna.conti");
    }
  }

  private static void write(Page page, String text, String act) {
    page.locator("#text").fill(text);
    page.locator("button[name=act][value=" + act + "]").click();
  }

  private static boolean has(jakarta.mail.internet.MimeMessage mail, long number) {
    return (Mails.subject(mail) + text(mail)).contains(String.valueOf(number));
  }

  private static String text(jakarta.mail.internet.MimeMessage mail) {
    return Mails.text(mail);
  }
}
