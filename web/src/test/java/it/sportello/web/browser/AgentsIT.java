package it.sportello.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import java.util.List;
import java.util.UUID;
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
  void allMailsOfThePageAreTickedAtOnceAndSomeAreDiscarded() {
    List<Long> mails = List.of(stranger("Offerta"), stranger("Altra offerta"));
    try (Window window = Window.open(desk).asStaff("marco.riva")) {
      Page page = window.visit("/quarantine?reason=UNKNOWN_SENDER").page();
      Locator boxes = page.locator("input[form=ticked]");
      page.locator("#tick-all").check();
      assertThat(page.locator("input[form=ticked]:not(:checked)")).hasCount(0);
      boxes.first().uncheck();
      assertThat(page.locator("#tick-all")).not().isChecked();

      page.locator("#tick-all").check();
      page.locator("#tick-all").uncheck();
      assertThat(page.locator("input[form=ticked]:checked")).hasCount(0);
      mails.forEach(id -> page.locator("#m" + id + " input[form=ticked]").check());
      page.locator("#ticked button[value=discard]").click();

      assertThat(page.locator("#notice")).isVisible();
      mails.forEach(id -> assertThat(page.locator("#m" + id)).hasCount(0));
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

  private long stranger(String subject) {
    return desk.mail(
        "From: chi@altrove.example\nSubject: %s\nMessage-ID: <%s@altrove.example>\n\nCiao\n"
            .formatted(subject, UUID.randomUUID()));
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
