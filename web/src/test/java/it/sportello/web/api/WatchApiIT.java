package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is late, when a promise is near, and all clocks computed again: for programs. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WatchApiIT {
  private final Desk desk = Desk.running();
  private final Visitor program = desk.program().speaking("en");

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @Test
  void aTicketIsDueThenLateAndThenWithItsAgent() {
    desk.travelTo("2027-09-06T10:00+02:00");
    long number = desk.ticket("1042", "In scadenza", "Una riga.");

    assertTrue(numbers("due", "").contains(number));
    assertFalse(numbers("late", "").contains(number));

    desk.travelTo("2027-09-06T12:01+02:00");
    assertTrue(numbers("late", "?agent=0&level=priority").contains(number));
    assertFalse(numbers("late", "?level=phone").contains(number));

    desk.press("anna.conti", number, "take");
    long anna = desk.sql().number("select id from contacts.staff where login = 'anna.conti'");
    assertFalse(numbers("late", "?agent=0").contains(number));
    assertTrue(numbers("due", "?agent=" + anna).contains(number));
    assertTrue(
        objects(program.get("/api/v1/due"), "holders").stream()
            .anyMatch(h -> h.containsKey("agent") && number(h.get("agent")) == anna));
  }

  @Test
  void theRuleOfNearnessIsSetAndReadBack() {
    var before = program.get("/api/v1/watch").expect(200).body();

    var set = rule("{\"nearPercent\": 80, \"nearLeft\": \"PT45M\"}").expect(200);

    assertEquals("PT45M", set.at("/nearLeft"));
    assertEquals("80", program.get("/api/v1/watch").expect(200).at("/nearPercent"));
    assertEquals(before, rule(before).expect(200).body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nearPercent\": 100, \"nearLeft\": \"PT30M\"}            | /nearPercent",
        "{\"nearPercent\": 0, \"nearLeft\": \"PT30M\"}              | /nearPercent",
        "{\"nearPercent\": 9223372036854775807, \"nearLeft\": \"PT30M\"} | /nearPercent",
        "{\"nearPercent\": \"75\", \"nearLeft\": \"PT30M\"}         | /nearPercent",
        "{\"nearPercent\": 75, \"nearLeft\": \"PT-1M\"}             | /nearLeft",
        "{\"nearPercent\": 75, \"nearLeft\": \"PT169H\"}            | /nearLeft",
        "{\"nearPercent\": 75, \"nearLeft\": \"30\"}                | /nearLeft",
        "{\"nearPercent\": 75}                                      | /nearLeft",
        "{}                                                         | /nearPercent",
        "{\"nearPercent\": 75, \"nearLeft\": \"PT30M\", \"x\": 1}   | /x",
      })
  void aRuleThatCannotBeIsPointedAt(String body, String pointer) {
    assertEquals(pointer, rule(body).expect(422).at("/errors/0/pointer"));
  }

  @Test
  void whatCannotBeAskedIsPointedAt() {
    assertEquals(
        "/agent", program.get("/api/v1/due?agent=anna").expect(422).at("/errors/0/pointer"));
    assertEquals("/when", program.get("/api/v1/due?when=now").expect(422).at("/errors/0/pointer"));
  }

  @Test
  void aRebuildIsAskedForAndEnds() {
    desk.ticket("1042", "Ricalcolo", "Una riga.");

    program.post("/api/v1/rebuild", "").expect(202);

    Patience.untilTrue(
        Duration.ofSeconds(60),
        "the rebuild to end",
        () -> !program.get("/api/v1/rebuild").expect(200).at("/finished").isEmpty());
    var last = program.get("/api/v1/rebuild").expect(200);
    assertEquals("0", last.at("/failed"));
    assertEquals("0", last.at("/notComputed"));
    assertTrue(Long.parseLong(last.at("/tickets")) > 0);
  }

  @Test
  void aProgramWithoutTheRoleMayReadTheRuleAlone() {
    var simple = desk.simpleProgram();

    simple.get("/api/v1/watch").expect(200);
    simple
        .send(
            "PUT",
            "/api/v1/watch",
            BodyPublishers.ofString("{\"nearPercent\": 75, \"nearLeft\": \"PT30M\"}"),
            "application/json")
        .expect(403);
    simple.get("/api/v1/due").expect(403);
    simple.get("/api/v1/rebuild").expect(403);
    simple.post("/api/v1/rebuild", "").expect(403);
    desk.anybody().get("/api/v1/due").expect(401);
  }

  private Answer rule(String body) {
    return program.send("PUT", "/api/v1/watch", BodyPublishers.ofString(body), "application/json");
  }

  private List<Long> numbers(String list, String query) {
    return objects(program.get("/api/v1/due" + query).expect(200), list).stream()
        .map(ticket -> number(ticket.get("number")))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> objects(Answer answer, String name) {
    return (List<Map<String, Object>>) answer.json().get(name);
  }

  private static long number(Object value) {
    return (long) Double.parseDouble(value.toString());
  }
}
