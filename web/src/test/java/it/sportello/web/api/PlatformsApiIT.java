package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The registry as the vendor's own system keeps it up to date. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PlatformsApiIT {
  private final Desk desk = Desk.running();
  private final Visitor program = desk.program();
  private final String code =
      String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));

  @Test
  void aPlatformIsPutAndReadBackAndPutAgainWithoutEffect() {
    String body = json(platform("", "ada"));

    Answer made = put(code, body).expect(201);

    assertEquals("1", made.at("/contacts/added"));
    Answer read = program.get("/api/v1/platforms/" + code).expect(200);
    assertEquals("Forno", read.at("/name"));
    assertEquals("ada@x" + code + ".example", read.at("/contacts/0/addresses/0"));
    assertEquals("+390255501042", read.at("/contacts/0/phones/0"));
    assertEquals("unchanged", put(code, body).expect(200).at("/platform"));
  }

  @Test
  void whatIsWrongIsSaidAtItsPlaceAndNothingIsStored() {
    String body =
        json(
            "{'name':' ','country':'ZZ','zone':'Mars','colour':'red','contacts':"
                + "[{'name':'A','kinds':['KING'],'addresses':['x','p\u0430ypal@aurora.example'],"
                + "'phones':['1']}],'domains':['gmail.com']}");

    Answer refused = put(code, body).expect(422);

    for (String pointer :
        new String[] {
          "/name",
          "/zone",
          "/colour",
          "/contacts/0/kinds",
          "/contacts/0/addresses/0",
          "/contacts/0/addresses/1",
          "/contacts/0/phones/0",
          "/domains/0"
        }) {
      assertTrue(refused.body().contains("\"" + pointer + "\""), pointer + " in " + refused.body());
    }
    program.get("/api/v1/platforms/" + code).expect(404);
    program.get("/api/v1/platforms/x").expect(404);
    assertTrue(
        put(code, json("{'name':'Forno','product':'nessuno'}"))
            .expect(422)
            .body()
            .contains("\"/product\""));
    program.get("/api/v1/platforms/" + code).expect(404);
    put("x", json(platform("", "a"))).expect(404);
    put(code, "[]").expect(400);
    put(code, "{\"name\":\"" + "x".repeat(1_100_000) + "\"}").expect(413);
  }

  @Test
  void aSnapshotIsTakenLineByLineAndWhatIsWrongWithOneLeavesTheOthersBe() {
    String other = code.substring(1);
    String lines =
        json(platform("'code':'" + code + "',", "ada"))
            + "\n\nno json\n"
            + json("{'code':'12'}")
            + "\r\n"
            + "{\"code\":\""
            + "9".repeat(1_200_000)
            + "\"}\n"
            + json(platform("'code':'" + other + "',", "eva"));

    Answer dry = snapshot("?dryRun=true", lines).expect(200);
    program.get("/api/v1/platforms/" + code).expect(404);
    Answer done = snapshot("", lines).expect(200);

    assertEquals(
        dry.body().replace("\"dryRun\":true", ""), done.body().replace("\"dryRun\":false", ""));
    assertEquals("2", done.at("/platforms/added"));
    assertEquals("3", done.at("/platforms/refused"));
    assertEquals("3", done.at("/faults/0/line"));
    assertEquals("5", done.at("/faults/" + (faults(done) - 1) + "/line"));
    assertEquals(code, done.at("/differences/0/code"));
    Answer again = snapshot("", lines).expect(200);
    assertEquals("2", again.at("/platforms/unchanged"));
    assertEquals("0", again.at("/contacts/added"));
    Answer closed = snapshot("", json("{'code':'" + code + "','closed':true}")).expect(200);
    assertEquals("1", closed.at("/platforms/closed"));
    assertEquals("true", program.get("/api/v1/platforms/" + code).expect(200).at("/closed"));
  }

  @Test
  void onlyProgramsThatAdministerMay() {
    String body = json(platform("", "ada"));
    desk.anybody()
        .put("/api/v1/platforms/" + code, body.getBytes(StandardCharsets.UTF_8), "application/json")
        .expect(401);
    desk.anybody()
        .with("Authorization", "Bearer spt_wrong")
        .send(
            "POST",
            "/api/v1/platforms/snapshot",
            BodyPublishers.ofString(body),
            "application/jsonl")
        .expect(401);
    desk.staff("admin")
        .with("Sec-Fetch-Site", "same-origin")
        .send(
            "POST",
            "/api/v1/platforms/snapshot",
            BodyPublishers.ofString(body),
            "application/jsonl")
        .expect(403);
    program
        .send("POST", "/api/v1/platforms/snapshot", BodyPublishers.ofString(body), "text/plain")
        .expect(415);
  }

  private static int faults(Answer answer) {
    return ((java.util.List<?>) answer.json().get("faults")).size();
  }

  private Answer put(String code, String body) {
    return program.put(
        "/api/v1/platforms/" + code, body.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private Answer snapshot(String query, String lines) {
    return program.send(
        "POST",
        "/api/v1/platforms/snapshot" + query,
        BodyPublishers.ofString(lines),
        "application/jsonl");
  }

  private String platform(String first, String local) {
    return ("{%s'name':'Forno','domains':['x%s.example'],'contacts':[{'name':'Ada','kinds':['TECHNICAL'],"
            + "'addresses':['%s@x%s.example'],'phones':['02 5550 1042']}]}")
        .formatted(first, code, local, code);
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }
}
