package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TicketsApiIT {
  private static final String TITOLARE = "titolare@pasticceria-aurora.example";
  private final Desk desk = Desk.running();
  private final Visitor program = desk.program().speaking("en");

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @Test
  void aTicketIsOpenedWithItsPromiseAndAcknowledged() {
    desk.travelTo("2026-11-24T09:30+01:00");

    var opened = open("API " + UUID.randomUUID());

    assertEquals("NEW", opened.at("/status"));
    assertEquals("1042", opened.at("/platform"));
    assertEquals("priority", opened.at("/level"));
    assertTrue(opened.at("/promise/takeInChargeBy").startsWith("2026-11-24T10:30:"));
    assertTrue(opened.at("/promise/answerBy").startsWith("2026-11-24T16:30:"));
    assertEquals(desk.url() + "/api/v1/tickets/" + opened.at("/number"), opened.header("Location"));
    var mail = desk.mails().awaitSubject(TITOLARE, opened.at("/number"));
    assertTrue(Mails.text(mail).contains(opened.at("/number")));
  }

  @Test
  void aTicketIsReadAsItWasWritten() {
    var opened = open("Leggimi");

    var read = program.get("/api/v1/tickets/" + opened.at("/number")).expect(200);

    assertEquals("Leggimi", read.at("/subject"));
    assertEquals("1", read.at("/reference/list"));
    assertEquals("La newsletter non parte", read.at("/messages/0/text"));
    assertEquals("REQUEST", read.at("/messages/0/kind"));
    assertEquals("TAKE_IN_CHARGE", read.at("/next/kind"));
    assertTrue(read.header("ETag").matches("\"\\d+\""));
  }

  @Test
  void aRepeatGetsTheSameReplyAndOpensNothing() {
    var once = program.once();

    var first = once.post("/api/v1/tickets", body("Una volta")).expect(201);
    var second = once.post("/api/v1/tickets", body("Una volta")).expect(201);

    assertEquals(first.body(), second.body());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals(
        1,
        desk.sql()
            .number(
                "select count(*) from ticketing.ticket where id >= ? and subject = 'Una volta'",
                Long.parseLong(first.at("/number"))));
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    var once = program.once();
    once.post("/api/v1/tickets", body("Prima")).expect(201);

    var other = once.post("/api/v1/tickets", body("Seconda")).expect(422);

    assertEquals("urn:sportello:problem:origin-reused", other.at("/type"));
  }

  @Test
  void withoutAKeyTheSameBodyIsTwoTickets() {
    assertFalse(open("Due").at("/number").equals(open("Due").at("/number")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1042 | 9999 | /platform",
        "titolare@pasticceria-aurora.example | titolare@libreria-minerva.example | /contact",
        "titolare@pasticceria-aurora.example | nobody@nowhere.example | /contact",
        "\"subject\" | \"soggetto\" | /soggetto",
        "La newsletter non parte | '' | /text",
        "\"impact\" | \"answerTo\": \"newsletter@pasticceria-aurora.example\", \"impact\" | /answerTo"
      })
  void whatDoesNotBelongTogetherIsPointedAt(String part, String wrong, String pointer) {
    var refused =
        program.post("/api/v1/tickets", body("Rifiutata").replace(part, wrong)).expect(422);

    assertEquals("application/problem+json", type(refused));
    assertEquals(pointer, refused.at("/errors/0/pointer"));
    assertFalse(refused.at("/errors/0/detail").isEmpty());
    assertEquals(
        0, desk.sql().number("select count(*) from ticketing.ticket where subject = 'Rifiutata'"));
  }

  @Test
  void aClosedPhoneLineIsClosedForProgramsToo() {
    desk.travelTo("2026-11-22T10:00+01:00");

    var refused =
        program.post("/api/v1/tickets", body("Chiusa").replace("FORM", "PHONE")).expect(403);

    assertEquals("urn:sportello:problem:channel-closed", refused.at("/type"));
    assertTrue(refused.at("/detail").contains("Monday 23 November at 9:00"), refused::body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api/v1/tickets/999999999     | 404 | urn:sportello:problem:ticket-not-found",
        "GET    | /api/v1/tickets/0             | 404 | urn:sportello:problem:not-found",
        "GET    | /api/v1/tickets/x             | 404 | urn:sportello:problem:not-found",
        "GET    | /api/v1/nothing               | 404 | urn:sportello:problem:not-found",
        "DELETE | /api/v1/tickets/1             | 405 | urn:sportello:problem:method-not-allowed",
        "GET    | /api/v1/queue?limit=0         | 422 | urn:sportello:problem:invalid",
        "GET    | /api/v1/queue?limit=x         | 422 | urn:sportello:problem:invalid",
        "GET    | /api/v1/queue?view=SECRET     | 422 | urn:sportello:problem:invalid",
        "GET    | /api/v1/queue?after=%00       | 422 | urn:sportello:problem:invalid",
        "GET    | /api/v1/queue?sort=subject    | 422 | urn:sportello:problem:invalid"
      })
  void whatCannotBeAnsweredIsAProblem(String method, String path, int status, String type) {
    var answer = program.send(method, path, BodyPublishers.noBody(), "").expect(status);

    assertEquals("application/problem+json", type(answer));
    assertEquals(type, answer.at("/type"));
    assertEquals(String.valueOf(status), answer.at("/status"));
  }

  @Test
  void whatIsNoJsonIsUnreadableAndWhatIsNotSaidToBeIsOfTheWrongType() {
    program.post("/api/v1/tickets", "{").expect(400);
    program
        .send("POST", "/api/v1/tickets", BodyPublishers.ofString("<x/>"), "application/xml")
        .expect(415);
    program.with("Accept", "text/html").get("/api/v1/queue").expect(406);
  }

  @Test
  void aBodyOverAMegabyteIsTooLarge() {
    var large = body("x").replace("non parte", "x".repeat(1_100_000));

    assertEquals(
        "urn:sportello:problem:too-large",
        program.post("/api/v1/tickets", large).expect(413).at("/type"));
  }

  @Test
  void whoHasNoTokenIsAskedForOne() {
    for (var stranger :
        new Visitor[] {
          desk.anybody(),
          desk.anybody().with("Authorization", "Bearer spt_wrong"),
          desk.anybody().with("Authorization", "Bearer "),
          desk.anybody().with("Authorization", "Basic YTpi")
        }) {
      var refused = stranger.post("/api/v1/tickets", body("Chi")).expect(401);

      assertTrue(refused.header("WWW-Authenticate").startsWith("Bearer"));
      assertEquals("application/problem+json", type(refused));
      stranger.get("/api/v1/queue").expect(401);
      stranger.get("/api/v1/tickets/1").expect(401);
    }
  }

  @Test
  void aSignedInAgentIsNoProgram() {
    assertEquals(
        "application/problem+json",
        type(desk.staff("anna.conti").get("/api/v1/queue").expect(403)));
  }

  @Test
  void theQueueIsReadPageByPage() {
    open("Coda 1");
    open("Coda 2");

    var first = program.get("/api/v1/queue?limit=1&channel=FORM").expect(200);
    var second =
        program.get("/api/v1/queue?limit=1&channel=FORM&after=" + first.at("/next")).expect(200);

    assertFalse(first.at("/tickets/0/number").equals(second.at("/tickets/0/number")));
    assertEquals("", first.at("/tickets/1"));
  }

  @Test
  void aMailThatIsHandedOverIsStoredBeforeItIsAnswered() {
    var mail = "From: titolare@pasticceria-aurora.example\r\nSubject: Per API\r\n\r\nCiao\r\n";

    var stored =
        program
            .send("POST", "/api/v1/mail", BodyPublishers.ofString(mail), "message/rfc822")
            .expect(201);

    assertTrue(Long.parseLong(stored.at("/id")) > 0);
    desk.anybody()
        .send("POST", "/api/v1/mail", BodyPublishers.ofString(mail), "message/rfc822")
        .expect(401);
    program.post("/api/v1/mail", "{}").expect(415);
  }

  @Test
  void theDescriptionIsForEverybodyAndTheServersOwnIsShut() {
    assertEquals("3.0.3", desk.anybody().get("/api/v1/openapi").expect(200).at("/openapi"));
    desk.anybody().get("/openapi").expect(404);
    desk.program().get("/api/v1/application.wadl").expect(404);
  }

  @Test
  void aLoadBalancerHearsUpAndNoMore() {
    assertEquals("{\"status\":\"UP\"}", desk.anybody().get("/health/ready").expect(200).body());
    assertEquals("{\"status\":\"UP\"}", desk.anybody().get("/health/live").expect(200).body());
  }

  private Answer open(String subject) {
    return program.post("/api/v1/tickets", body(subject)).expect(201);
  }

  private static String body(String subject) {
    return """
        {"platform": "1042", "contact": "titolare@pasticceria-aurora.example", "channel": "FORM",
         "subject": "%s", "text": "La newsletter non parte", "impact": "HINDERED",
         "reference": {"list": "1", "message": "30"}}
        """
        .formatted(subject);
  }

  private static String type(Answer answer) {
    return answer.header("Content-Type").replaceAll(";.*", "");
  }
}
