package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Mails;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * By the forms of the pages, without a script: asking, resuming, screening, merging; and rebuild.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WaitingAndMergingIT {
  private static final String OWNER = "titolare@pasticceria-aurora.example";
  private static final String CLOCKS =
      """
      select coalesce(md5(string_agg(cast(c as text), '|' order by c.ticket, c.kind, c.round)), '')
      from entitlements.clock c
      """;
  private static final String SORTED_BY =
      """
      select md5(string_agg(concat_ws(' ', t.id, t.next_due_at, t.next_kind, t.priority, t.level,
        t.level_version), '|' order by t.id))
      from ticketing.ticket t
      """;

  private final Desk desk = Desk.running();
  private final Visitor anna = desk.staff("anna.conti");
  private final Visitor owner = desk.customer(OWNER);
  private final Visitor program = desk.program();

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @Test
  void aQuestionIsMailedAndPausesTheResolutionUntilTheCustomerWrites() {
    desk.travelTo("2026-11-24T10:00+01:00");
    long number = desk.ticket("1042", "Attesa", "Non va.");
    desk.travelTo("2026-11-24T11:00+01:00");
    ask(number, "Quale lista, esattamente?", "INFORMATION");

    desk.mails().await(OWNER, m -> Mails.text(m).contains("Quale lista, esattamente?"));
    assertTrue(page(anna, "/ticket?n=", number).contains("in attesa di informazioni"));
    assertTrue(page(owner, "/my/ticket?n=", number).contains("Servono alcune informazioni"));
    assertEquals("PAUSED", resolution(number, "state"));
    assertEquals("NONE", nextKind(number));

    desk.travelTo("2026-11-24T14:00+01:00");
    write(number, "La lista 1.");

    assertEquals("RUNNING", resolution(number, "state"));
    var due = Instant.parse(resolution(number, "due"));
    assertTrue(
        Duration.between(Instant.parse("2026-11-27T09:00:00Z"), due).abs().toSeconds() < 60,
        due::toString);
    assertEquals("NEXT_ANSWER", nextKind(number));
    assertTrue(!page(owner, "/my/ticket?n=", number).contains("Servono alcune informazioni"));
  }

  @Test
  void aQuestionWithoutTextIsRefusedAndNothingWaits() {
    long number = desk.ticket("1042", "Senza testo", "Non va.");

    var answer =
        anna.submit(
            anna.get("/ticket?n=" + number).expect(200).html(),
            "#write",
            Map.of("act", "ask", "reason", "TEST"));

    assertEquals(422, answer.status());
    assertEquals("NEW", status(number));
  }

  @Test
  void anAgentResumesByHand() {
    long number = desk.ticket("1042", "A mano", "Non va.");
    ask(number, "Può provare?", "TEST");

    act(number, "form:has([value=resume])", Map.of());

    assertEquals(
        0,
        desk.sql()
            .number(
                "select count(*) from ticketing.ticket where id = ? and waits_for is not null",
                number));
    assertTrue(page(anna, "/ticket?n=", number).contains("Attesa finita: Anna Conti"));
  }

  @Test
  void aScreeningSetsTheSeverityAndThePriorityAndTakesNothingInCharge() {
    long number = desk.ticket("1042", "Esame", "Non parte nulla.");

    act(number, "form:has([value=screen])", Map.of("severity", "BLOCKING"));

    assertEquals("NEW", status(number));
    assertEquals("BLOCKING", at(number, "/severity"));
    assertEquals("P1", at(number, "/priority"));
    assertTrue(
        page(anna, "/ticket?n=", number).contains("Gravità decisa da Anna Conti: Bloccante"));
  }

  @Test
  void aMergedTicketGoesOnInTheOtherWhereItsCustomersRepliesLand() {
    long first = desk.ticket("1042", "La prima", "Prima richiesta.");
    long second = desk.ticket("1042", "La seconda", "Seconda richiesta.");

    act(first, "form:has([value=merge])", Map.of("into", Long.toString(second)));

    assertEquals("RESOLVED", status(first));
    assertEquals(Long.toString(second), at(first, "/mergedInto"));
    String target = page(anna, "/ticket?n=", second);
    assertTrue(target.contains("Prima richiesta.") && target.contains("Unita qui la " + first));
    write(first, "Ancora una cosa.");
    assertEquals(
        1,
        desk.sql()
            .number(
                "select count(*) from ticketing.message where ticket_id = ? and body = 'Ancora una cosa.'",
                second));
    assertEquals("RESOLVED", status(first));
    assertEquals(
        1,
        desk.sql()
            .number(
                """
                select count(*) from entitlements.clock a
                join entitlements.clock b on b.kind = a.kind and b.round = a.round
                where a.ticket = ? and b.ticket = ? and a.kind = 'TAKE_IN_CHARGE'
                  and a.started_at = b.started_at and a.stopped_at is not null
                """,
                first,
                second));
  }

  @Test
  void whatCannotBeMergedSaysWhy() {
    long number = desk.ticket("1042", "Da unire", "Uno.");
    long stranger = desk.ticket("2077", "Di un altro", "Due.");

    assertTrue(refused(number, Long.toString(stranger)).contains("di un altro cliente"));
    assertTrue(refused(number, Long.toString(number)).contains("proprio questa"));
    assertTrue(refused(number, "99999999").contains("Non c’è una segnalazione 99999999"));
    assertTrue(refused(number, "abc").contains("Scrivere il numero"));
    assertEquals("NEW", status(number));
  }

  @Test
  void theApiExplainsEveryDeadlineToTheSecond() {
    long number = desk.ticket("1042", "Perché", "Non va.");
    ask(number, "Può provare?", "TEST");

    for (Map<String, Object> promise : promises(number)) {
      @SuppressWarnings("unchecked")
      var why = (List<Map<String, Object>>) promise.get("why");
      double counted = why.stream().mapToDouble(line -> number(line, "countedSeconds")).sum();
      assertEquals(number(promise, "targetSeconds"), counted, 0.0000005);
      assertEquals(promise.get("due"), why.get(why.size() - 1).get("to"));
      assertEquals(promise.get("start"), why.get(0).get("from"));
    }
    assertEquals(404, program.get("/api/v1/tickets/99999999/promises").status());
  }

  @Test
  void rebuiltTheDerivedColumnsAreEqualByteForByteAndWhatWasNotComputedIsMended() {
    long number = desk.ticket("1042", "Da ricalcolare", "Uno.");
    ask(number, "Può provare?", "TEST");
    write(number, "Fatto.");
    long merged = desk.ticket("1042", "Doppione", "Due.");
    act(merged, "form:has([value=merge])", Map.of("into", Long.toString(number)));
    String clocks = desk.sql().text(CLOCKS);
    String sorted = desk.sql().text(SORTED_BY);
    desk.sql()
        .run(
            "update entitlements.clock set computed = false, due_at = started_at where ticket = ?",
            number);
    desk.sql().run("delete from entitlements.clock where ticket = ?", merged);
    desk.sql()
        .run("update ticketing.ticket set next_due_at = now(), priority = 4 where id = ?", number);
    Visitor admin = desk.staff("admin");

    admin.submit(admin.get("/promises").expect(200).html(), "main form", Map.of()).expect(302);

    Patience.untilTrue(
        Duration.ofSeconds(60),
        "the rebuild has ended",
        () ->
            desk.sql().number("select count(*) from entitlements.rebuild where finished_at is null")
                == 0);
    assertEquals(clocks, desk.sql().text(CLOCKS));
    assertEquals(sorted, desk.sql().text(SORTED_BY));
    assertTrue(
        desk.sql().number("select changed from entitlements.rebuild order by id desc limit 1")
            >= 2);
    assertEquals(403, anna.get("/promises").status());
  }

  private void ask(long number, String text, String reason) {
    act(number, "#write", Map.of("act", "ask", "text", text, "reason", reason));
  }

  private void write(long number, String text) {
    owner
        .submit(
            owner.get("/my/ticket?n=" + number).expect(200).html(), "#write", Map.of("text", text))
        .expect(302);
  }

  private void act(long number, String form, Map<String, String> filled) {
    anna.submit(anna.get("/ticket?n=" + number).expect(200).html(), form, filled).expect(302);
  }

  private String refused(long number, String into) {
    var answer =
        anna.submit(
            anna.get("/ticket?n=" + number).expect(200).html(),
            "form:has([value=merge])",
            Map.of("into", into));
    assertTrue(answer.status() == 409 || answer.status() == 422, answer::toString);
    return answer.html().text();
  }

  private static String page(Visitor who, String path, long number) {
    return who.get(path + number).expect(200).html().text();
  }

  private String at(long number, String pointer) {
    return program.get("/api/v1/tickets/" + number).expect(200).at(pointer);
  }

  private String status(long number) {
    return at(number, "/status");
  }

  private String nextKind(long number) {
    return desk.sql().text("select next_kind from ticketing.ticket where id = ?", number);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> promises(long number) {
    return (List<Map<String, Object>>)
        program.get("/api/v1/tickets/" + number + "/promises").expect(200).json().get("promises");
  }

  private String resolution(long number, String field) {
    return promises(number).stream()
        .filter(promise -> promise.get("kind").equals("RESOLUTION"))
        .map(promise -> promise.get(field).toString())
        .reduce((first, last) -> last)
        .orElse("");
  }

  private static double number(Map<String, Object> json, String field) {
    return Double.parseDouble(json.get(field).toString());
  }
}
