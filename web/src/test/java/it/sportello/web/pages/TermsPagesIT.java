package it.sportello.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Visitor;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administrators' pages of levels, contracts and calendars, as a browser sends them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TermsPagesIT {
  private static final String FORM = "#form form";

  private final Desk desk = Desk.running();
  private final Visitor admin = desk.anybody().with("Cookie", cookie() + "; language=it");
  private final String name = "p" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void itIsAMonday() {
    desk.travelTo("2026-11-23T10:00+01:00");
  }

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/calendars", "/levels", "/contracts", "/contracts?p=1042", "/apply?v=1"})
  void onlyAdministratorsSeeThesePages(String path) {
    admin.get(path).expect(200);
    desk.staff("anna.conti").get(path).expect(403);
    assertTrue(desk.anybody().get(path).expect(302).header("Location").contains("/sign-in"));
  }

  @Test
  void aYearIsShownWithTheReasonOfEachClosedDay() {
    Document year = admin.get("/calendars?c=office&y=2027").expect(200).html();

    assertEquals(12, year.select("table.month").size());
    assertEquals(365, year.select(".month td.day:not(.day-none)").size());
    assertEquals("lunedì 29 marzo: lunedì dell’Angelo", tip(year, "d2027-03-29"));
    assertEquals("lunedì 4 ottobre: San Francesco", tip(year, "d2027-10-04"));
    assertEquals("lunedì dell’Angelo", year.select("tr#d2027-03-29 td").get(1).text());
    Document english =
        desk.anybody()
            .with("Cookie", cookie() + "; language=en")
            .get("/calendars?c=office&y=2027")
            .html();
    assertTrue(english.select("tr#d2027-10-04").text().contains("October"), english.title());
  }

  private static String tip(Document year, String day) {
    return year.select(".month a[href=#" + day + "]").attr("aria-label");
  }

  @Test
  void aCalendarIsMadeAndItsNextYearConfirmedWhenItIsDue() {
    calendar();
    String look = "/calendars?c=" + name + "&y=2027";
    assertTrue(admin.get(look).html().select(".notice-near").text().contains(name));
    desk.travelTo("2026-12-02T10:00+01:00");
    assertTrue(admin.get(look).html().select(".notice-bad").text().contains(name));
    desk.travelTo("2026-10-31T10:00+01:00");
    assertEquals("", admin.get(look).html().select(".notice-near, .notice-bad").text());
    desk.travelTo("2026-11-01T10:00+01:00");

    admin.submit(admin.get(look).html(), ".year-confirm", Map.of()).expect(302);

    Document confirmed = admin.get(look).html();
    assertFalse(confirmed.select(".notice-near").text().contains(name));
    assertTrue(confirmed.text().contains("Anno confermato il 1 novembre 2026"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code        | 'A B'          | code",
        "nameIt      | ''             | nameIt",
        "from        | ''             | from",
        "from        | 2026-11-22     | from",
        "zone        | Europe/Roma    | zone",
        "country     | ZZ             | openings, country",
        "day.MONDAY  | 9–13           | day.MONDAY",
        "day.MONDAY  | '9:00-13:00, 12:00-14:00' | openings",
        "yearly      | '31/02 Mai'    | yearly",
        "yearly      | '07/12'        | yearly",
        "single      | '30/02/2027 Mai' | single"
      })
  void aCalendarThatCannotBeIsToldAtTheFieldAndNothingTypedIsLost(
      String field, String wrong, String at) {
    Map<String, String> typed = new TreeMap<>(calendarFields());
    typed.put(field, wrong);

    Answer refused = admin.submit(admin.get("/calendars?edit=new").html(), FORM, typed).expect(422);

    Document page = refused.html();
    boolean told = false;
    for (String one : at.split(", ")) {
      told |= !page.getElementById(one + "-error").text().isEmpty();
    }
    assertTrue(told, page.select(".notice-bad").text());
    assertEquals(wrong, page.getElementById(field).val());
    assertEquals("14:00–18:00", page.getElementById("day.TUESDAY").val());
    assertFalse(page.select(".notice-bad li").isEmpty());
  }

  @Test
  void aLevelIsMadeWithFiguresBySeverityAndAFaultIsToldAtItsField() {
    Document form = admin.get("/levels?edit=new").expect(200).html();
    Map<String, String> typed =
        new TreeMap<>(
            Map.of(
                "code", name,
                "nameIt", "Prova " + name,
                "nameEn", "Trial",
                "calendar", "office",
                "targets.answer", "8:30",
                "bySeverity.BLOCKING.answer", "due ore"));

    Document refused = admin.submit(form, FORM, typed).expect(422).html();
    assertFalse(refused.getElementById("bySeverity.BLOCKING.answer-error").text().isEmpty());
    assertEquals("8:30", refused.getElementById("targets.answer").val());
    typed.put("bySeverity.BLOCKING.answer", "2");
    Answer saved = admin.submit(refused, FORM, typed).expect(302);

    assertTrue(saved.header("Location").endsWith("/levels"));
    assertEquals(
        510,
        desk.sql()
            .number("select answer_minutes from entitlements.level_version where level = ?", name));
    assertEquals(
        120,
        desk.sql()
            .number(
                "select t.minutes from entitlements.level_target t join entitlements.level_version"
                    + " v on v.id = t.level_version where v.level = ?",
                name));
    assertTrue(
        admin.get("/levels?edit=" + name).html().getElementById("targets.answer").hasAttr("value"));
  }

  @Test
  void aContractIsAddedCorrectedEndedAndAnnulled() {
    String customer = customer();
    String page = "/contracts?p=" + customer;
    Document form = admin.get(page + "&act=add").expect(200).html();
    Document refused =
        admin
            .submit(form, FORM, Map.of("level", "", "to", "2026-01-01", "graceDays", "molti"))
            .expect(422)
            .html();
    assertFalse(refused.getElementById("level-error").text().isEmpty());
    assertEquals("molti", refused.getElementById("graceDays").val());
    Map<String, String> good =
        Map.of("level", "priority", "from", "2026-11-23", "to", "2027-11-22", "graceDays", "10");
    admin.submit(refused, FORM, good).expect(302);
    admin.submit(refused, FORM, good).expect(302);
    assertEquals(1, rows(customer));
    Document again = admin.get(page + "&act=add").html();
    assertTrue(
        admin
            .submit(again, FORM, good)
            .expect(422)
            .html()
            .getElementById("from-error")
            .text()
            .contains("Si sovrappone"));

    String number = admin.get(page).html().select("tbody td.num").get(0).text();
    String act = page + "&contract=" + number + "&act=";
    admin.submit(admin.get(act + "correct").html(), FORM, Map.of("level", "phone")).expect(422);
    admin
        .submit(
            admin.get(act + "correct").html(),
            FORM,
            Map.of("level", "phone", "correction", "Errore di battitura"))
        .expect(302);
    admin.submit(admin.get(act + "end").html(), FORM, Map.of("to", "2026-12-31")).expect(302);
    Document ended = admin.get(page).html();
    assertTrue(ended.select(".timeline").attr("aria-label").contains("Telefono"), ended.text());
    assertTrue(ended.text().contains("Errore di battitura"));
    admin
        .submit(admin.get(act + "annul").html(), FORM, Map.of("correction", "Altro cliente"))
        .expect(302);
    assertTrue(admin.get(page).html().text().contains("Nessun contratto"));
    assertEquals(4, rows(customer));
  }

  @Test
  void aCustomerThatIsNotThereIsToldAtTheField() {
    Document page = admin.get("/contracts?p=12").expect(200).html();

    assertFalse(page.getElementById("p-error").text().isEmpty());
  }

  private long rows(String customer) {
    return desk.sql()
        .number(
            "select count(*) from entitlements.contract c join contacts.platform p"
                + " on p.id = c.platform where p.code = ?",
            customer);
  }

  private String customer() {
    String code =
        String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));
    desk.sql()
        .run(
            "insert into contacts.platform (code, name, zone, language)"
                + " values (?, 'Prova', 'Europe/Rome', 'IT')",
            code);
    return code;
  }

  private void calendar() {
    admin.submit(admin.get("/calendars?edit=new").html(), FORM, calendarFields()).expect(302);
  }

  private Map<String, String> calendarFields() {
    return Map.of(
        "code", name,
        "nameIt", name,
        "nameEn", name,
        "from", "2026-11-23",
        "day.MONDAY", "9:00-13:00, 14:00-18:00",
        "day.TUESDAY", "14:00–18:00",
        "yearly", "07/12 Sant’Ambrogio",
        "single", "05/01/2027 13:00 Trasloco");
  }

  /** The session of the administrator. */
  private String cookie() {
    return "sportello="
        + desk.session(
            "staff", desk.sql().number("select id from contacts.staff where login = 'admin'"));
  }
}
