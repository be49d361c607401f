package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an administrator does with a mail that has gone, and reads of one that never goes. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OutgoingIT {
  private static final String OWNER = "titolare@pasticceria-aurora.example";

  private final Desk desk = Desk.running();
  private final Visitor admin = desk.staff("admin").speaking("it");

  @Test
  void aMailThatWasSentGoesOnceMoreByteByByte() {
    long number = desk.ticket("1042", "Da rispedire " + UUID.randomUUID(), "Una riga.");
    desk.mails().awaitSubject(OWNER, String.valueOf(number));
    String page = "/outgoing?view=SENT&about=" + number;
    Document sent =
        Patience.until(
            Duration.ofSeconds(30),
            "the mail to count as sent",
            () ->
                Optional.of(admin.get(page).expect(200).html())
                    .filter(shown -> !shown.select("form:has([value=again])").isEmpty()));

    String notice =
        admin.submit(sent, "form:has([value=again])", Map.of()).expect(302).header("Set-Cookie");

    assertTrue(notice.contains("mo_again"), notice);
    List<String> both =
        Patience.until(
            Duration.ofSeconds(30),
            "the same mail once more",
            () -> Optional.of(about(number)).filter(mails -> mails.size() > 1));
    assertEquals(2, both.size());
    assertEquals(both.get(0), both.get(1));
    desk.staff("anna.conti").submit(sent, "form:has([value=again])", Map.of()).expect(403);
  }

  @Test
  void whyAnAnswerWasNeverSentIsSaid() {
    String subject = "Due volte " + UUID.randomUUID();
    String sender = "due.volte." + System.nanoTime() + "@pasticceria-aurora.example";
    desk.mail(letter(sender, subject + " A"));
    desk.mail(letter(sender, subject + " B"));

    long withheld =
        Patience.until(
            Duration.ofSeconds(30),
            "the second ticket",
            () ->
                Optional.of(
                        desk.sql()
                            .number(
                                "select coalesce(max(id), 0) from ticketing.ticket"
                                    + " where subject = ?",
                                subject + " B"))
                    .filter(found -> found > 0));
    String row = admin.get("/outgoing?about=" + withheld).expect(200).html().select("tbody").text();

    assertTrue(row.contains("Trattenuta") && row.contains("in 24 ore"), row);
    assertFalse(row.contains("Spedisci di nuovo"), row);
  }

  /** Without what the server that took them put on top. */
  private List<String> about(long number) {
    return desk.mails().to(OWNER).stream()
        .filter(mail -> Mails.subject(mail).contains(String.valueOf(number)))
        .map(Mails::raw)
        .map(raw -> raw.substring(raw.indexOf("\nDate: ")))
        .toList();
  }

  private static String letter(String sender, String subject) {
    return "From: %s\nTo: support@desk.example\nSubject: %s\nMessage-ID: <%s@x.example>\n\nCiao.\n"
        .formatted(sender, subject, UUID.randomUUID());
  }
}
