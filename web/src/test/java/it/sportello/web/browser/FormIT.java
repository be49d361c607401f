package it.sportello.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The form inside the vendor's product, which lives on another origin under a policy of its own.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FormIT {
  private final Desk desk = Desk.running();

  @Test
  void aCustomerWritesFromInsideTheProductAndIsToldNumberAndPromise() {
    try (Window window = Window.open(desk).visit(desk.productUrl() + "/index.html")) {
      Page page = window.page();
      page.locator("#help").click();
      assertThat(page.locator(".promise")).not().isEmpty();
      fill(page, "I clic non tornano");
      page.locator("button[form=form]").click();
      String number = page.locator(".number").innerText().trim();

      assertEquals(
          "I clic non tornano",
          desk.sql()
              .text("select subject from ticketing.ticket where id = ?", Long.valueOf(number)));
      var acknowledgement =
          desk.mails()
              .await(
                  "titolare@pasticceria-aurora.example",
                  m -> (Mails.subject(m) + Mails.text(m)).contains(number));
      assertEquals(
          1,
          desk.mails().to("titolare@pasticceria-aurora.example").stream()
              .filter(m -> (Mails.subject(m) + Mails.text(m)).contains(number))
              .count(),
          () -> Mails.subject(acknowledgement));
    }
  }

  @Test
  void aReloadFindsTheTextAgain() {
    try (Window window = Window.open(desk).visit(desk.productUrl() + "/index.html")) {
      Page page = window.page();
      page.locator("#help").click();
      fill(page, "Scritto a metà");
      page.reload();
      page.locator("#help").click();

      assertThat(page.getByLabel("Oggetto")).hasValue("Scritto a metà");
    }
  }

  @Test
  void whatIsMissingIsSaidAtTheField() {
    try (Window window = Window.open(desk).visit(desk.productUrl() + "/index.html")) {
      Page page = window.page();
      page.locator("#help").click();
      page.locator("button[form=form]").click();

      assertThat(page.locator(".summary")).isVisible();
      assertThat(page.getByLabel("Oggetto")).hasAttribute("aria-invalid", "true");
    }
  }

  private static void fill(Page page, String subject) {
    page.getByLabel("Oggetto").fill(subject);
    page.getByLabel("Che cosa si stava facendo").fill("Guardavo le statistiche della lista 1.");
    page.getByLabel("Che cosa doveva succedere").fill("I clic di ieri.");
    page.getByLabel("Che cosa è successo invece").fill("Il grafico è vuoto.");
    page.getByLabel("Si lavora a fatica").check();
  }
}
