package it.sportello.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CustomersIT {
  private static final String OWNER = "titolare@libreria-minerva.example";

  private final Desk desk = Desk.running();

  @Test
  void aCustomerSignsInByTheLinkInAMailAndAnswers() {
    long number = desk.ticket("2077", "L'importazione si ferma", "Al 40 per cento, ogni volta.");

    try (Window window = Window.open(desk).visit("/sign-in")) {
      Page page = window.page();
      page.locator("#address").fill(OWNER);
      page.locator("form:has(#address) button").click();
      assertThat(page.locator("[role=status]").first()).isVisible();

      window.visit(linkIn(Mails.text(desk.mails().await(OWNER, CustomersIT::hasLink))));
      page.locator("main form button").click();
      page.waitForURL("**/my");
      page.locator("a[href='/my/ticket?n=" + number + "']").click();
      page.locator("#text").fill("Ora si ferma al 60.");
      page.locator("#write button").click();

      assertThat(page.locator(".talk")).containsText("Ora si ferma al 60.");
    }
    try (Window agent = Window.open(desk).asStaff("anna.conti").visit("/ticket?n=" + number)) {
      assertThat(agent.page().locator(".talk")).containsText("Ora si ferma al 60.");
    }
  }

  @Test
  void aLinkThatAMailScannerHasOpenedIsStillGoodForItsReader() {
    String reader = "newsletter@libreria-minerva.example";
    try (Window window = Window.open(desk).visit("/sign-in")) {
      window.page().locator("#address").fill(reader);
      window.page().locator("form:has(#address) button").click();
      String link = linkIn(Mails.text(desk.mails().await(reader, CustomersIT::hasLink)));

      assertEquals(200, desk.anybody().get(link).status());
      window.visit(link).page().locator("main form button").click();

      window.page().waitForURL("**/my");
    }
  }

  @Test
  void anothersTicketAndAnUnknownOneLookAlike() {
    long number = desk.ticket("1042", "Solo per Aurora", "Nessun altro la deve vedere.");
    var stranger = desk.customer(OWNER);

    assertEquals(404, stranger.get("/my/ticket?n=" + number).status());
    assertEquals(404, stranger.get("/my/ticket?n=999999999").status());
  }

  private static boolean hasLink(jakarta.mail.internet.MimeMessage mail) {
    return Mails.text(mail).contains("/link?t=");
  }

  private static String linkIn(String text) {
    Matcher link = Pattern.compile("http://localhost:\\d+/link\\?t=[\\w-]+").matcher(text);
    if (!link.find()) {
      throw new AssertionError("no link in: " + text);
    }
    return link.group();
  }
}
