package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every way into the desk, crossed with every kind of caller, then with whose the thing is. A route
 * of the running desk that is not here fails the build.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RightsMatrixIT {
  /**
   * In the order of {@link #callers}: nobody, an administrative contact, a contact of another
   * platform, an agent, a supervisor, an administrator, an auditor, a program, a program that
   * administers. {@code +} is let in, {@code -} is refused.
   */
  private static final String EXPECTED =
      """
      PAGE /account              | GET  /account              | - + + + + + + - -
      PAGE /apply                | GET  /apply?v=1            | - - - - - + - - -
      PAGE /attainment           | GET  /attainment           | - - - - + + - - -
      PAGE /audit                | GET  /audit                | - - - - - + + - -
      PAGE /calendars            | GET  /calendars            | - - - - - + - - -
      PAGE /confirm              | GET  /confirm?done=1       | + + + + + + + + +
      PAGE /contact-us           | GET  /contact-us           | + + + + + + + + +
      PAGE /contracts            | GET  /contracts            | - - - - - + - - -
      PAGE /first                | GET  /first                | + + + + + + + + +
      PAGE /invited              | GET  /invited?t=x          | + + + + + + + + +
      PAGE /keys                 | GET  /keys                 | - - - - - + - - -
      PAGE /late                 | GET  /late                 | - - - - + + - - -
      PAGE /levels               | GET  /levels               | - - - - - + - - -
      PAGE /link                 | GET  /link?t=x             | + + + + + + + + +
      PAGE /mail                 | GET  /mail?m=0             | - - - + + + + - -
      PAGE /mailboxes            | GET  /mailboxes            | - - - - - + - - -
      PAGE /my                   | GET  /my                   | - + + - - - - - -
      PAGE /my/contacts          | GET  /my/contacts          | - + + - - - - - -
      PAGE /my/ticket            | GET  /my/ticket?n=1        | - + + - - - - - -
      PAGE /outgoing             | GET  /outgoing             | - - - - - + - - -
      PAGE /people               | GET  /people               | - - - - - + - - -
      PAGE /person               | GET  /person?c=1           | - - - - - + - - -
      PAGE /phone-line           | GET  /phone-line           | - - - - - + - - -
      PAGE /platform             | GET  /platform?p=1042      | - - - + + + + - -
      PAGE /problem              | GET  /problem              | + + + + + + + + +
      PAGE /promises             | GET  /promises             | - - - - - + - - -
      PAGE /quarantine           | GET  /quarantine           | - - - + + + - - -
      PAGE /queue                | GET  /queue                | - - - + + + + - -
      PAGE /registry             | GET  /registry             | - - - + + + + - -
      PAGE /search               | GET  /search               | - - - + + + + - -
      PAGE /second-step          | GET  /second-step          | - - - - - - - - -
      PAGE /senders              | GET  /senders              | - - - - - + + - -
      PAGE /settings             | GET  /settings             | - - - - - + - - -
      PAGE /sign-in              | GET  /sign-in?             | + + + + + + + + +
      PAGE /signed-out           | GET  /signed-out           | + + + + + + + + +
      PAGE /templates            | GET  /templates            | - - - - - + - - -
      PAGE /ticket               | GET  /ticket?n=1           | - - - + + + + - -
      SERVLET                    | GET  /                     | + + + + + + + + +
      SERVLET /ticket/*          | GET  /ticket/1             | - + + + + + + - -
      SERVLET /attainment.csv    | GET  /attainment.csv       | - - - - + + - - -
      SERVLET /template-preview  | GET  /template-preview?kind=RECEIVED&language=IT | - - - - - + - - -
      SERVLET /person.zip        | GET  /person.zip?c=1       | - - - - - + - - -
      SERVLET /platform.csv      | GET  /platform.csv?p=1042  | - - - + + + + - -
      SERVLET /my/contacts.csv   | GET  /my/contacts.csv?p=1042 | - + + - - - - - -
      SERVLET /files/*           | GET  /files/0              | - + + + + + + - -
      SERVLET /health/live       | GET  /health/live          | + + + + + + + + +
      SERVLET /health/mail       | GET  /health/mail          | + + + + + + + + +
      SERVLET /health/ready      | GET  /health/ready         | + + + + + + + + +
      SERVLET /live              | GET  /live                 | - - - + + + + - -
      SERVLET /preferences       | POST /preferences          | + + + + + + + + +
      SERVLET /provider          | GET  /provider?to=STAFF    | + + + + + + + + +
      SERVLET /provider/back     | GET  /provider/back        | - - - - - - - - -
      SERVLET /provider/out      | GET  /provider/out         | + + + + + + + + +
      SERVLET /sign-out          | POST /sign-out             | + + + + + + + + +
      SERVLET /widget/sportello.js | GET /widget/sportello.js | + + + + + + + + +
      GET /api/v1/admission      | GET /api/v1/admission?platform=1042&channel=FORM | - - - - - - - + +
      POST /api/v1/applications  | POST /api/v1/applications  | - - - - - - - - +
      GET /api/v1/applications/preview | GET /api/v1/applications/preview?levelVersion=1 | - - - - - - - - +
      GET /api/v1/applications/{application} | GET /api/v1/applications/0 | - - - - - - - - +
      GET /api/v1/attainment     | GET /api/v1/attainment     | - - - - - - - + +
      GET /api/v1/audit          | GET /api/v1/audit          | - - - - - - - - +
      POST /api/v1/audit/verification | POST /api/v1/audit/verification | - - - - - - - - +
      GET /api/v1/calendars      | GET /api/v1/calendars      | - - - - - - - - +
      GET /api/v1/calendars/{code} | GET /api/v1/calendars/office | - - - - - - - - +
      GET /api/v1/calendars/{code}/years/{year} | GET /api/v1/calendars/office/years/2027 | - - - - - - - - +
      PUT /api/v1/calendars/{code}/years/{year}/confirmation | PUT /api/v1/calendars/none/years/2027/confirmation | - - - - - - - - +
      POST /api/v1/calendars/{code}/versions | POST /api/v1/calendars/none/versions | - - - - - - - - +
      GET /api/v1/contracts      | GET /api/v1/contracts?platform=1042 | - - - - - - - - +
      POST /api/v1/contracts     | POST /api/v1/contracts     | - - - - - - - - +
      GET /api/v1/contracts/{contract} | GET /api/v1/contracts/0 | - - - - - - - - +
      POST /api/v1/contracts/{contract}/versions | POST /api/v1/contracts/0/versions | - - - - - - - - +
      POST /api/v1/contracts/{contract}/end | POST /api/v1/contracts/0/end | - - - - - - - - +
      POST /api/v1/contracts/{contract}/annulment | POST /api/v1/contracts/0/annulment | - - - - - - - - +
      GET /api/v1/due            | GET /api/v1/due            | - - - - - - - - +
      GET /api/v1/integrations   | GET /api/v1/integrations   | - - - - - - - - +
      POST /api/v1/integrations  | POST /api/v1/integrations  | - - - - - - - - +
      DELETE /api/v1/integrations/{integration: [0-9]{1,18}} | DELETE /api/v1/integrations/0 | - - - - - - - - +
      GET /api/v1/levels         | GET /api/v1/levels         | - - - - - - - - +
      GET /api/v1/levels/{code}  | GET /api/v1/levels/email   | - - - - - - - - +
      POST /api/v1/levels/{code}/versions | POST /api/v1/levels/none/versions | - - - - - - - - +
      POST /api/v1/mail          | POST /api/v1/mail          | - - - - - - - + +
      GET /api/v1/openapi        | GET /api/v1/openapi        | + + + + + + + + +
      GET /api/v1/platforms/{code} | GET /api/v1/platforms/1042 | - - - - - - - + +
      PUT /api/v1/platforms/{code} | PUT /api/v1/platforms/1042 | - - - - - - - - +
      POST /api/v1/platforms/snapshot | POST /api/v1/platforms/snapshot?dryRun=true | - - - - - - - - +
      GET /api/v1/queue          | GET /api/v1/queue          | - - - - - - - + +
      GET /api/v1/rebuild        | GET /api/v1/rebuild        | - - - - - - - - +
      POST /api/v1/rebuild       | POST /api/v1/rebuild       | - - - - - - - - +
      POST /api/v1/tickets       | POST /api/v1/tickets       | - - - - - - - + +
      GET /api/v1/tickets/{number: [1-9][0-9]{0,17}} | GET /api/v1/tickets/1 | - - - - - - - + +
      GET /api/v1/tickets/{number: [1-9][0-9]{0,17}}/promises | GET /api/v1/tickets/1/promises | - - - - - - - + +
      GET /api/v1/watch          | GET /api/v1/watch          | - - - - - - - + +
      PUT /api/v1/watch          | PUT /api/v1/watch          | - - - - - - - - +
      POST /widget/v1/session    | POST /widget/v1/session    | - - - - - - - - -
      GET /widget/v1/promise     | GET /widget/v1/promise     | - - - - - - - - -
      POST /widget/v1/tickets    | POST /widget/v1/tickets    | - - - - - - - - -
      PUT /widget/v1/attachments/{key: [0-9a-f]{32}} | PUT /widget/v1/attachments/00000000000000000000000000000000 | - - - - - - - - -
      DELETE /widget/v1/attachments/{key: [0-9a-f]{32}} | DELETE /widget/v1/attachments/00000000000000000000000000000000 | - - - - - - - - -
      POST /phone/twilio/voice   | POST /phone/twilio/voice   | - - - - - - - - -
      POST /phone/twilio/code    | POST /phone/twilio/code    | - - - - - - - - -
      """;

  private final Desk desk = Desk.running();

  @Test
  void everyRouteOfTheDeskIsExpectedAndNoOther() {
    var routes =
        new TreeSet<>(
            desk.anybody()
                .get("/test/routes")
                .expect(200)
                .body()
                .lines()
                .map(String::strip)
                .toList());

    assertEquals(
        String.join("\n", routes),
        String.join("\n", new TreeSet<>(rows().stream().map(row -> row[0]).toList())));
  }

  @Test
  void everyCallerIsLetInWhereExpectedAndNowhereElse() {
    List<String> wrong = new ArrayList<>();
    for (String[] row : rows()) {
      String[] request = row[1].split(" +", 2);
      String[] expected = row[2].split(" ");
      int column = 0;
      for (var caller : callers().entrySet()) {
        var knock = caller.getValue().knock(request[0], request[1]);
        boolean expectedIn = expected[column++].equals("+");
        // Whether the mail is well is no question of rights.
        boolean broken = knock.status() >= 500 && !row[1].endsWith("/health/mail");
        if (knock.isRefusal() == expectedIn || broken) {
          wrong.add(
              "%s as %s: %s, expected %s"
                  .formatted(row[1], caller.getKey(), knock, expectedIn ? "in" : "refused"));
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void whatIsAnothersAnswersLikeWhatDoesNotExist() {
    long whole = desk.ticket("1042", "Del titolare", "Una riga.");
    long other = desk.ticket("2077", "Di un altro", "Una riga.");
    long unknown = 99_999_999;
    Visitor owner = desk.customer("titolare@pasticceria-aurora.example");
    Visitor colleague = desk.customer("newsletter@pasticceria-aurora.example");

    assertEquals(200, owner.get("/my/ticket?n=" + whole).status());
    assertAlike(owner, "/my/ticket?n=", other, unknown);
    assertAlike(colleague, "/my/ticket?n=", whole, unknown);
    assertAlike(colleague, "/my/ticket?n=", other, unknown);
    assertAlike(desk.staff("anna.conti"), "/ticket?n=", unknown, unknown + 1);
    for (Visitor customer : List.of(owner, colleague)) {
      assertAlike(customer, "/ticket/", other, unknown);
    }
  }

  /** Down to the letter, but for the number that was asked for and the nonce of the page. */
  private static void assertAlike(Visitor who, String path, long anothers, long unknown) {
    var first = who.get(path + anothers);
    var second = who.get(path + unknown);
    assertEquals(second.status(), first.status(), path);
    assertEquals(plain(second.body(), unknown), plain(first.body(), anothers), path);
    assertEquals(
        second.header("Location").replace(Long.toString(unknown), "N"),
        first.header("Location").replace(Long.toString(anothers), "N"),
        path);
  }

  private static String plain(String body, long number) {
    return body.replace(Long.toString(number), "N")
        .replaceAll("nonce=\"[^\"]*\"", "")
        .replaceAll("<time[^>]*>[^<]*</time>", "");
  }

  private Map<String, Visitor> callers() {
    Map<String, Visitor> callers = new LinkedHashMap<>();
    callers.put("nobody", desk.anybody());
    callers.put("a customer", desk.customer("titolare@pasticceria-aurora.example"));
    callers.put("another customer", desk.customer("titolare@libreria-minerva.example"));
    callers.put("an agent", desk.staff("anna.conti"));
    callers.put("a supervisor", desk.staff("giulia.serra"));
    callers.put("an administrator", desk.staff("admin"));
    callers.put("an auditor", desk.auditor());
    callers.put("a program", desk.simpleProgram());
    callers.put("a program that administers", desk.program());
    return callers;
  }

  /** Route, request, and who is let in. */
  static List<String[]> rows() {
    return EXPECTED
        .lines()
        .map(line -> line.split("\\|"))
        .map(row -> new String[] {row[0].strip(), row[1].strip(), row[2].strip()})
        .toList();
  }
}
