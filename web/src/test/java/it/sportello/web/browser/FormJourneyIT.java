package it.sportello.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import it.sportello.web.harness.Desk;
import java.util.Base64;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form as customers meet it: in a page of the vendor's product, on another origin. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FormJourneyIT {
  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private final Desk desk = Desk.running();

  @Test
  void aFilledInFormBecomesOneTicketWithThePromiseThatWasSaidBefore() {
    try (Window window = Window.open(desk)) {
      Page page = opened(window);
      filledIn(page, "Il conteggio dei clic è fermo");
      page.locator("input[type=file]")
          .setInputFiles(new FilePayload("errore.png", "image/png", PICTURE));
      assertThat(page.locator(".status")).containsText("Caricato");
      window.shoot("form").isFitForEverybody();
      String said = page.locator(".promise").textContent().replaceFirst("Se parte ora: p", "P");

      send(page).dblclick();

      assertThat(page.getByText("Segnalazione ricevuta").first()).isVisible();
      assertEquals(said, page.locator(".promise").textContent());
      long number = Long.parseLong(page.locator(".number").textContent());
      window.shoot("form-sent").isFitForEverybody();
      assertEquals(List.of(Long.toString(number)), tickets("Il conteggio dei clic è fermo"));
      assertEquals(
          1,
          desk.sql().number("select count(*) from ticketing.attachment where name = 'errore.png'"));
    }
  }

  @Test
  void whatIsMissingIsSaidAtItsFieldAndInASummaryThatTakesTheFocus() {
    try (Window window = Window.open(desk)) {
      Page page = opened(window);

      send(page).click();

      assertThat(page.locator(".summary")).isFocused();
      assertThat(page.locator(".summary li")).hasCount(5);
      assertThat(page.getByLabel("Oggetto")).hasAttribute("aria-invalid", "true");
      window.isFitForEverybody();
      page.locator(".summary button").first().click();
      assertThat(page.getByLabel("Oggetto")).isFocused();
    }
  }

  @Test
  void aReloadFindsTheTextAndTheFileAgain() {
    try (Window window = Window.open(desk)) {
      Page page = opened(window);
      filledIn(page, "Una bozza che resta");
      page.locator("input[type=file]")
          .setInputFiles(new FilePayload("bozza.png", "image/png", PICTURE));
      assertThat(page.locator(".status")).containsText("Caricato");

      page.reload();
      page.locator("#help").click();

      assertThat(page.getByLabel("Oggetto")).hasValue("Una bozza che resta");
      assertThat(page.getByText("bozza.png")).isVisible();
      assertEquals(List.of(), tickets("Una bozza che resta"));
    }
  }

  @Test
  void aTicketWaitsForTheLineAndIsSentOnce() {
    try (BrowserContext context = Browsers.get().newContext()) {
      Page page = context.newPage();
      page.navigate(desk.productUrl());
      page.locator("#help").click();
      filledIn(page, "La linea è caduta");
      context.setOffline(true);
      send(page).click();
      assertThat(page.locator(".notice")).containsText("Manca la connessione");

      context.setOffline(false);

      assertThat(page.getByText("Segnalazione ricevuta").first()).isVisible();
      assertEquals(1, tickets("La linea è caduta").size());
    }
  }

  @Test
  void theKeyboardStaysInTheFormAndEscGivesTheFocusBack() {
    try (Window window = Window.open(desk)) {
      Page page = opened(window);
      for (int i = 0; i < 40; i++) {
        page.keyboard().press("Tab");
        assertEquals(true, page.evaluate("document.activeElement.hasAttribute('data-sportello')"));
      }

      page.keyboard().press("Escape");

      assertThat(page.locator("#help")).isFocused();
    }
  }

  @Test
  void theFormSpeaksTheContactsLanguageAndFitsEveryWindow() {
    for (Look look : Look.all()) {
      try (Window window = Window.open(desk, look)) {
        window.visit(desk.productUrl()).isFitForEverybody();
        window.page().selectOption("#user", "3150/titolare");
        window.page().waitForLoadState();
        window.page().locator("#help").click();
        assertThat(window.page().getByLabel("Subject")).isVisible();
        window.shoot("form-en").isFitForEverybody();
      }
    }
  }

  private Page opened(Window window) {
    Page page = window.visit(desk.productUrl()).page();
    page.locator("#help").click();
    assertThat(page.getByLabel("Oggetto")).isFocused();
    return page;
  }

  private static void filledIn(Page page, String subject) {
    page.getByLabel("Oggetto").fill(subject);
    page.getByLabel("Che cosa si stava facendo").fill("Statistiche, lista 1, messaggio 30");
    page.getByLabel("Che cosa doveva succedere").fill("I clic di oggi");
    page.getByLabel("Che cosa è successo invece").fill("Errore 17");
    page.getByText("Si lavora a fatica").click();
  }

  private static Locator send(Page page) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Invia la segnalazione"));
  }

  private List<String> tickets(String subject) {
    return desk.sql().column("select id from ticketing.ticket where subject = ?", subject);
  }
}
