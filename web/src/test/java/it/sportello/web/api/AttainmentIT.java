package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One taken in charge in time, one late, one not at all; and what supervisors see of it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AttainmentIT {
  private final Desk desk = Desk.running();

  @AfterEach
  void back() {
    desk.back();
  }

  @Test
  void aMonthIsCountedByPromise() {
    ticketsOf("2027-05-10");

    Answer answer = attainment("?from=2027-05&to=2027-05&platform=2077").expect(200);

    List<?> rows = (List<?>) answer.json().get("rows");
    assertEquals(2, rows.size(), answer.body());
    assertEquals("phone", answer.at("/rows/0/level"));
    assertEquals("Libreria Minerva", answer.at("/rows/0/platformName"));
    assertEquals("ANSWER 0 0 0 3 0", tally(answer, 0));
    assertEquals("TAKE_IN_CHARGE 1 1 1 0 0", tally(answer, 1));
  }

  @Test
  void programsMayHaveItAsATable() {
    ticketsOf("2027-06-07");

    Answer answer =
        desk.program()
            .with("Accept", "text/csv")
            .get("/api/v1/attainment?from=2027-06&to=2027-06")
            .expect(200);

    assertTrue(answer.header("Content-Type").startsWith("text/csv"), answer.header("Content-Type"));
    List<String> lines = answer.body().lines().toList();
    assertEquals(
        "month,level,platform,platformName,kind,kept,keptLate,missed,running,stopped",
        lines.get(0));
    assertTrue(
        lines.contains("2027-06,phone,2077,Libreria Minerva,TAKE_IN_CHARGE,1,1,1,0,0"),
        answer.body());
  }

  @Test
  void whatIsNotAMonthIsSaidAtItsField() {
    Answer answer = attainment("?from=2027-13&colour=red").expect(422);

    assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
    assertTrue(answer.body().contains("\"/from\""), answer.body());
    assertTrue(answer.body().contains("\"/colour\""), answer.body());
    assertTrue(answer.body().contains("2026-11"), "says how a month is written");
  }

  @Test
  void anUnknownLevelOrCustomerIsSaid() {
    assertEquals("/level", attainment("?level=gold").expect(422).at("/errors/0/pointer"));
    assertEquals("/platform", attainment("?platform=999").expect(422).at("/errors/0/pointer"));
    assertEquals("/platform", attainment("?platform=x").expect(422).at("/errors/0/pointer"));
  }

  @Test
  void supervisorsSeeTheChartAndTakeTheTableAlong() {
    ticketsOf("2027-07-05");
    Visitor supervisor = desk.staff("giulia.serra").speaking("it");
    String months = "?from=2027-07&to=2027-07";

    var page = supervisor.get("/attainment" + months).expect(200).html();
    Answer file = supervisor.get("/attainment.csv" + months).expect(200);

    assertEquals(1, page.select("svg.bars rect.bar-missed").size());
    assertTrue(page.select("table.list").text().contains("33,3 %"), page.text());
    assertTrue(file.body().startsWith("\ufeffMese;Livello;"), file.body());
    assertTrue(file.body().contains(";Libreria Minerva;Presa in carico;1;1;1;0;0"), file.body());
    assertTrue(file.header("Content-Disposition").startsWith("attachment"));
    supervisor.get("/attainment.csv?from=x").expect(400);
    assertFalse(
        supervisor.get("/attainment?from=x").expect(200).html().select(".notice-bad").isEmpty());
  }

  @Test
  void supervisorsSeeWhatIsLateAndWithWhom() {
    List<Long> tickets = ticketsOf("2027-08-02");

    var page = desk.staff("giulia.serra").speaking("it").get("/late").expect(200).html();

    var row = page.select("tr:has(a[href=/ticket?n=" + tickets.get(2) + "])");
    assertEquals(1, row.size(), page.text());
    assertTrue(row.select(".promise-late").text().contains("scaduta da"), row.text());
    assertTrue(row.text().contains("In carico a nessuno"), row.text());
  }

  @Test
  void agentsAndStrangersSeeNeither() {
    for (String path : List.of("/late", "/attainment", "/attainment.csv")) {
      desk.staff("anna.conti").get(path).expect(403);
      assertTrue(desk.anybody().get(path).status() != 200, path);
    }
    desk.anybody().get("/api/v1/attainment").expect(401);
  }

  @Test
  void anAdministratorSetsWhenAPromiseIsNear() {
    Visitor admin = desk.staff("admin").speaking("it");
    var page = admin.get("/late").expect(200).html();

    Answer refused = admin.submit(page, "form.near-rule", Map.of("percent", "100"));
    admin.submit(page, "form.near-rule", Map.of("percent", "80", "minutes", "20"));

    assertTrue(refused.html().text().contains("da 1 a 99 percento"), refused.body());
    assertEquals("80", desk.sql().text("select near_percent from entitlements.watch_rule"));
    admin.submit(page, "form.near-rule", Map.of("percent", "75", "minutes", "30"));
    assertEquals("30", desk.sql().text("select near_minutes from entitlements.watch_rule"));
  }

  /**
   * Before nine of a Monday, so taken in charge by one o'clock to the second; it is three in the
   * afternoon now.
   */
  private List<Long> ticketsOf(String day) {
    desk.travelTo(day + "T08:59+02:00");
    long kept = desk.ticket("2077", "In tempo", "Una riga.");
    long late = desk.ticket("2077", "In ritardo", "Una riga.");
    long missed = desk.ticket("2077", "Dimenticata", "Una riga.");
    desk.travelTo(day + "T12:59+02:00");
    desk.press("anna.conti", kept, "take");
    desk.travelTo(day + "T13:01+02:00");
    desk.press("anna.conti", late, "take");
    desk.travelTo(day + "T15:00+02:00");
    return List.of(kept, late, missed);
  }

  private Answer attainment(String query) {
    return desk.program().get("/api/v1/attainment" + query);
  }

  private static String tally(Answer answer, int row) {
    return String.join(
        " ",
        List.of("kind", "kept", "keptLate", "missed", "running", "stopped").stream()
            .map(field -> answer.at("/rows/" + row + "/" + field))
            .toList());
  }
}
