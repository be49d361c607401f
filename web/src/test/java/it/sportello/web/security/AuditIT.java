package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who saw what, and that nobody can change it unseen. More of the forgeries with {@code
 * -Daudit.forgeries=1000}.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AuditIT {
  private static final int FORGERIES = Integer.getInteger("audit.forgeries", 60);

  private final Desk desk = Desk.running();
  private final Visitor program = desk.program();

  @Test
  void whoOpenedATicketIsFoundByItsNumberWithTheAddressTheyCameFrom() {
    long number = desk.ticket("1042", "Vista", "Una riga.");
    desk.staff("anna.conti").get("/ticket?n=" + number).expect(200);

    var lines = lines("?subject=ticket:" + number + "&action=ticket.");
    var page = desk.staff("admin").get("/audit?on=" + number).expect(200).html();

    assertEquals(1, lines.size());
    assertEquals("ticket.view", lines.get(0).get("action"));
    assertEquals(
        "staff:" + desk.sql().number("select id from contacts.staff where login = ?", "anna.conti"),
        lines.get(0).get("actor"));
    assertEquals("127.0.0.1", lines.get(0).get("from"));
    assertTrue(page.select("table.list").text().contains("Anna Conti"), page.text());
  }

  @Test
  void whatIsRefusedLeavesNoLineOfSuccess() {
    desk.staff("anna.conti").get("/ticket?n=99999999").expect(404);

    assertTrue(lines("?subject=ticket:99999999").isEmpty());
  }

  @Test
  void theTrailIsWholeAndAnErasedAddressLeavesItSo() {
    long number = desk.ticket("1042", "Catena", "Una riga.");
    desk.staff("anna.conti").get("/ticket?n=" + number).expect(200);
    chained();
    desk.sql()
        .run(
            "delete from contacts.audit_source s using contacts.audit a where a.id = s.audit and"
                + " a.subject = ?",
            "ticket:" + number);

    Answer verdict = verify();

    assertEquals("true", verdict.at("/whole"), verdict::body);
    assertFalse(verdict.at("/head").isEmpty());
    assertEquals("", program.get("/api/v1/audit?subject=ticket:" + number).at("/lines/0/from"));
    var page = desk.staff("admin").get("/audit").expect(200).html();
    var answer =
        desk.staff("admin").submit(page, "form[method=post]:has([value=verify])", Map.of());
    assertTrue(answer.html().select(".notice-good").text().contains("integro"), answer.body());
  }

  @Test
  void everyForgeryOfARowIsSeen() {
    long number = desk.ticket("1042", "Falsi", "Una riga.");
    for (int i = 0; i < 20; i++) {
      desk.staff("anna.conti").get("/ticket?n=" + number).expect(200);
    }
    chained();
    Random random = new Random(20261122);
    List<String> places = desk.sql().column("select place from contacts.audit_chain");
    for (int i = 0; i < FORGERIES; i++) {
      long place = Long.parseLong(places.get(random.nextInt(places.size())));
      long other = Long.parseLong(places.get(random.nextInt(places.size())));
      forge(i % 7, place, other == place ? (place == 1 ? 2 : place - 1) : other);
    }
    assertEquals("true", verify().at("/whole"));
  }

  /** As whoever owns the database could: past its triggers and rights, and back again. */
  private void forge(int kind, long place, long other) {
    String line = "(select audit from contacts.audit_chain where place = " + place + ")";
    switch (kind) {
      case 0 ->
          forged(
              "update contacts.audit set actor = actor || '0' where id = " + line,
              "update contacts.audit set actor = left(actor, -1) where id = " + line);
      case 1 ->
          forged(
              "update contacts.audit set at = at + interval '1 microsecond' where id = " + line,
              "update contacts.audit set at = at - interval '1 microsecond' where id = " + line);
      case 2 ->
          forged(
              "update contacts.audit set source = sha256('x'), subject = subject || '~' where id = "
                  + line,
              "contacts.audit",
              "id",
              line);
      case 3 ->
          forged("delete from contacts.audit where id = " + line, "contacts.audit", "id", line);
      case 4 ->
          forged(
              "delete from contacts.audit_chain where place = " + place,
              "contacts.audit_chain",
              "place",
              Long.toString(place));
      case 5 ->
          forged(
              "update contacts.audit_chain set mark = set_byte(mark, 20, (get_byte(mark, 20) + 1) %"
                  + " 256) where place = "
                  + place,
              "update contacts.audit_chain set mark = set_byte(mark, 20, (get_byte(mark, 20) + 255)"
                  + " % 256) where place = "
                  + place);
      default -> {
        String swap =
            "update contacts.audit_chain set place = case place when %1$d then -%2$d else -%1$d end"
                    .formatted(place, other)
                + " where place in (%1$d, %2$d)".formatted(place, other)
                + "; update contacts.audit_chain set place = -place where place < 0";
        forged(swap, swap);
      }
    }
  }

  private void forged(String act, String back) {
    past(act);
    Answer verdict = verify();
    past(back);
    assertEquals("false", verdict.at("/whole"), act);
  }

  /** Where the row itself has to come back. */
  private void forged(String act, String table, String key, String value) {
    past(
        "create table contacts.kept as select * from %s where %s = %s"
            .formatted(table, key, value));
    past(act);
    Answer verdict = verify();
    past(
        "delete from %1$s where %2$s in (select %2$s from contacts.kept)".formatted(table, key)
            + ("; insert into %s " + (table.endsWith("audit") ? "overriding system value" : ""))
                .formatted(table)
            + " select * from contacts.kept; drop table contacts.kept");
    assertEquals("false", verdict.at("/whole"), act);
  }

  private void past(String act) {
    desk.sql().run("set session_replication_role = replica; " + act);
  }

  @Test
  void theDesksOwnRoleCannotChangeALine() {
    assertEquals(
        0,
        desk.sql()
            .number(
                """
                select count(*) from information_schema.table_privileges
                where table_schema = 'contacts' and table_name in ('audit', 'audit_chain')
                  and grantee = 'sportello_app' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
                """));
  }

  @Test
  void anAuditorReadsEverythingAndActsOnNothing() {
    long number = desk.ticket("1042", "Da rivedere", "Una riga.");
    Visitor auditor = desk.auditor();

    auditor.get("/audit").expect(200);
    auditor.get("/queue").expect(200);
    var page = auditor.get("/ticket?n=" + number).expect(200).html();

    assertTrue(page.select("#write").isEmpty() && page.select("form.fact-form").isEmpty());
    auditor
        .with("Sec-Fetch-Site", "same-origin")
        .post("/ticket?n=" + number, Map.of("act", "take"))
        .expect(403);
    auditor
        .with("Sec-Fetch-Site", "same-origin")
        .post("/ticket?n=" + number, Map.of("act", "note", "text", "Una nota"))
        .expect(403);
    for (String path : List.of("/levels", "/people", "/keys", "/outgoing", "/settings", "/late")) {
      auditor.get(path).expect(403);
    }
    assertEquals("NEW", program.get("/api/v1/tickets/" + number).at("/status"));
  }

  @Test
  void othersDoNotSeeTheTrail() {
    desk.staff("anna.conti").get("/audit").expect(403);
    desk.staff("giulia.serra").get("/audit").expect(403);
    desk.customer("titolare@pasticceria-aurora.example").get("/audit").expect(403);
    desk.simpleProgram().get("/api/v1/audit").expect(403);
    desk.simpleProgram().post("/api/v1/audit/verification", "").expect(403);
    desk.anybody().get("/api/v1/audit").expect(401);
  }

  @Test
  void whatCannotBeAskedIsPointedAt() {
    for (String wrong : List.of("limit=0", "limit=501", "before=x", "from=ieri", "colour=red")) {
      assertEquals(
          "/" + wrong.substring(0, wrong.indexOf('=')),
          program.get("/api/v1/audit?" + wrong).expect(422).at("/errors/0/pointer"));
    }
    var page = desk.staff("admin").get("/audit?who=Nessuno&from=ieri&kind=x%27").expect(200).html();
    assertEquals(2, page.select(".notice-bad li, .trouble li").size(), page::text);
  }

  private void chained() {
    Patience.untilTrue(
        Duration.ofSeconds(10),
        "every line to be chained",
        () -> desk.sql().number("select count(*) from contacts.audit_pending") == 0);
  }

  private Answer verify() {
    return program.post("/api/v1/audit/verification", "").expect(200);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> lines(String query) {
    return (List<Map<String, Object>>)
        program.get("/api/v1/audit" + query).expect(200).json().get("lines");
  }
}
