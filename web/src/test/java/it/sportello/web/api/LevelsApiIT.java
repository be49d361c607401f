package it.sportello.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels, calendars, contracts and the promise said before, by program; each test on its own. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LevelsApiIT {
  private final Desk desk = Desk.running();
  private final Visitor program = desk.program().speaking("en");
  private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void itIsAMonday() {
    desk.travelTo("2026-11-23T10:00+01:00");
  }

  @AfterEach
  void theClockComesBack() {
    desk.back();
  }

  @Test
  void theLevelsOfAFreshDeskAreListed() {
    var levels = program.get("/api/v1/levels/priority").expect(200);

    assertEquals("priority", levels.at("/versions/0/code"));
    assertEquals("all-day", levels.at("/versions/0/calendar"));
    assertEquals("PT2H", levels.at("/versions/0/targets/takeInCharge"));
    assertEquals("true", levels.at("/versions/0/current"));
    assertTrue(program.get("/api/v1/levels").expect(200).body().contains("\"email\""));
  }

  @Test
  void aNewVersionIsStoredBesideTheOldOne() {
    level(LEVEL);

    var later = level(LEVEL.replace("2026-11-23", "2027-01-01").replace("PT8H", "PT6H30M"));
    var all = program.get("/api/v1/levels/" + name).expect(200);

    assertEquals("PT6H30M", later.at("/targets/answer"));
    assertEquals("PT1H", later.at("/bySeverity/BLOCKING/answer"));
    assertEquals("P1", later.at("/priorities/BLOCKING"));
    assertEquals("2027-01-01", all.at("/versions/0/from"));
    assertEquals("false", all.at("/versions/0/current"));
    assertEquals("PT8H", all.at("/versions/1/targets/answer"));
    assertEquals("2026-12-31", all.at("/versions/1/until"));
    assertEquals("true", all.at("/versions/1/current"));
    assertEquals(
        1,
        desk.sql()
            .number(
                "select count(*) from contacts.audit where subject = ?",
                "level:" + name + ":" + later.at("/version")));
  }

  @Test
  void aVersionThatIsStoredCannotBeChanged() {
    var made = level(LEVEL);

    assertTrue(
        refusesUpdate(
            "update entitlements.level_version set answer_minutes = 1 where id = "
                + made.at("/version")));
    assertTrue(refusesUpdate("delete from entitlements.level_target"));
    assertTrue(refusesUpdate("update entitlements.contract set level = 'email'"));
    assertTrue(refusesUpdate("delete from entitlements.contract"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"Oro\"'         | '\"\"'                   | /nameIt",
        "'\"Gold\"'        | '7'                      | /nameEn",
        "'\"2026-11-23\"'  | '\"2026-11-22\"'         | /from",
        "'\"2026-11-23\"'  | '\"23/11/2026\"'         | /from",
        "'\"2026-11-23\"'  | '\"1999-01-01\"'         | /from",
        "'\"2026-11-23\"'  | 'null'                   | /from",
        "'\"FORM\", '      | ''                       | /channels",
        "'\"FORM\"'        | '\"FAX\"'                | /channels",
        "'\"office\"'      | '\"moon\"'               | /calendar",
        "'\"office\"'      | '\"\"'                   | /calendar",
        "'\"all-day\"'     | '\"moon\"'               | /phoneCalendar",
        "'\"all-day\"'     | 'null'                   | /phoneCalendar",
        "', \"PHONE\"'     | ''                       | /phoneCalendar",
        "'\"PT2H\"'        | '\"PT0S\"'               | /targets/takeInCharge",
        "'\"PT8H\"'        | '\"PT-8H\"'              | /targets/answer",
        "'\"PT8H\"'        | '\"8\"'                  | /targets/answer",
        "'\"PT8H\"'        | '\"P1D\"'                | /targets/answer",
        "'\"PT8H\"'        | '8'                      | /targets/answer",
        "'\"PT8H\"'        | '\"PT8H30S\"'            | /targets/answer",
        "'\"PT24H\"'       | '\"PT9999H\"'            | /targets/resolution",
        "'\"PT24H\"'       | '\"PT99999999999999999999H\"' | /targets/resolution",
        "'\"resolution\"'  | '\"solution\"'           | /targets/solution",
        "'\"PT1H\"'        | '\"PT0S\"'               | /bySeverity/BLOCKING/answer",
        "'{\"BLOCKING\": {' | '{\"WORST\": {'         | /bySeverity/WORST",
        "'\"P1\"'          | '\"P9\"'                 | /priorities/BLOCKING",
        "'\"correction\": \"\"' | '\"correction\": 1' | /correction",
        "'\"correction\"'  | '\"why\"'                | /why"
      })
  void aLevelThatCannotBeIsPointedAt(String part, String wrong, String pointer) {
    var refused = refused("/api/v1/levels/" + name + "/versions", LEVEL.replace(part, wrong));

    assertEquals(pointer, refused.at("/errors/0/pointer"), refused::body);
    program.get("/api/v1/levels/" + name).expect(404);
  }

  @Test
  void aShortNameThatIsNoneIsPointedAt() {
    var refused = refused("/api/v1/levels/Gold!/versions", LEVEL);

    assertEquals("/code", refused.at("/errors/0/pointer"));
  }

  @Test
  void thePastIsCorrectedWithAReasonAlone() {
    var past = LEVEL.replace("2026-11-23", "2026-11-01");

    var refused = refused("/api/v1/levels/" + name + "/versions", past);
    var taken = level(past.replace("\"correction\": \"\"", "\"correction\": \"Signed before\""));

    assertTrue(refused.at("/errors/0/detail").contains("1 November 2026"), refused::body);
    assertEquals("Signed before", taken.at("/correction"));
  }

  @Test
  void aRepeatStoresNothingAndTheSameKeyForOtherWordsIsRefused() {
    var once = program.once();
    var path = "/api/v1/levels/" + name + "/versions";

    var first = once.post(path, LEVEL).expect(201);
    var second = once.post(path, LEVEL).expect(201);

    assertEquals(first.body(), second.body());
    assertEquals(desk.url() + "/api/v1/levels/" + name, first.header("Location"));
    assertEquals(
        1,
        desk.sql().number("select count(*) from entitlements.level_version where level = ?", name));
    once.post(path, LEVEL.replace("PT8H", "PT9H")).expect(422);
    program.with("Idempotency-Key", "k".repeat(201)).post(path, LEVEL).expect(422);
  }

  @Test
  void theLevelsFollowACalendarFromTheDayOfItsNewVersion() {
    calendar(CALENDAR);
    level(LEVEL.replace("\"office\"", "\"" + name + "\""));

    calendar(CALENDAR.replace("2026-11-23", "2026-12-01").replace("13:00", "12:00"));
    var levels = program.get("/api/v1/levels/" + name).expect(200);

    assertEquals("2026-12-01", levels.at("/versions/0/from"));
    assertEquals("PT8H", levels.at("/versions/0/targets/answer"));
    assertEquals("PT1H", levels.at("/versions/0/bySeverity/BLOCKING/answer"));
    assertEquals("P1", levels.at("/versions/0/priorities/BLOCKING"));
    assertEquals("2026-11-23", levels.at("/versions/1/from"));
    assertEquals("2026-11-30", levels.at("/versions/1/until"));
  }

  @Test
  void aLevelThatIsMadeBeforeACalendarChangesChangesWithIt() {
    calendar(CALENDAR);
    calendar(CALENDAR.replace("2026-11-23", "2026-12-01").replace("13:00", "12:00"));

    level(LEVEL.replace("\"office\"", "\"" + name + "\""));
    var levels = program.get("/api/v1/levels/" + name).expect(200);

    assertEquals("2026-12-01", levels.at("/versions/0/from"));
    assertEquals("2026-11-23", levels.at("/versions/1/from"));
    assertEquals("", levels.at("/versions/2"));
  }

  @Test
  void aCalendarSaysItsYearWithTheReasonOfEachClosedDay() {
    calendar(CALENDAR);

    var year = program.get("/api/v1/calendars/" + name + "/years/2027").expect(200).body();

    assertTrue(
        year.contains(
            "{\"date\":\"2027-03-29\",\"reason\":\"closed.holiday.easter_monday\",\"hours\":[]}"),
        year);
    assertTrue(
        year.contains("{\"date\":\"2027-12-07\",\"reason\":\"Sant'Ambrogio\",\"hours\":[]}"), year);
    assertTrue(
        year.contains(
            "{\"date\":\"2027-01-04\",\"reason\":\"Trasloco\",\"hours\":[{\"from\":\"09:00\",\"to\":\"11:00\"}]}"),
        year);
    program.get("/api/v1/calendars/" + name + "/years/1999").expect(422);
    program.get("/api/v1/calendars/" + name + "/years/x").expect(404);
    program.get("/api/v1/calendars/moon/years/2027").expect(404);
    program.get("/api/v1/calendars/moon").expect(404);
    program.get("/api/v1/calendars").expect(200);
  }

  @Test
  void theNextYearIsConfirmedOnce() {
    calendar(CALENDAR);
    var path = "/api/v1/calendars/" + name + "/years/";

    var confirmed = put(path + "2027/confirmation").expect(200);
    var again = put(path + "2027/confirmation").expect(200);

    assertFalse(confirmed.at("/confirmed").isEmpty());
    assertEquals(confirmed.at("/confirmed"), again.at("/confirmed"));
    put(path + "2028/confirmation").expect(422);
    put("/api/v1/calendars/moon/years/2027/confirmation").expect(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"Prova\"'         | '\"\"'               | /nameIt",
        "'\"Trial\"'         | '\"\"'               | /nameEn",
        "'\"2026-11-23\"'    | '\"2026-11-22\"'     | /from",
        "'\"2026-11-23\"'    | '\"tomorrow\"'       | /from",
        "'\"Europe/Rome\"'   | '\"Europe/Roma\"'    | /zone",
        "'\"Europe/Rome\"'   | '\"\"'               | /zone",
        "'\"Europe/Rome\"'   | '\"GMT+1\"'          | /zone",
        "'\"IT\"'            | '\"it\"'             | /country",
        "'\"IT\"'            | '\"ZZ\"'             | /country",
        "'\"MONDAY\"'        | '\"LUNEDI\"'         | /openings/0/day",
        "'\"13:00\"'         | '\"25:00\"'          | /openings/0/from",
        "'\"13:00\"'         | '\"\"'               | /openings/0/to",
        "'\"13:00\"'         | '\"15:00\"'          | /openings",
        "'\"13:00\"'         | '\"13:00:30\"'       | /openings/0/from",
        "'\"12-07\"'         | '\"02-30\"'          | /yearly/0/date",
        "'\"Sant''Ambrogio\"' | '\" \"'             | /yearly/0/reason",
        "'\"2027-01-04\"'    | '\"2027-02-29\"'     | /single/0/date",
        "'\"11:00\"'         | '\"eleven\"'         | /single/0/from",
        "'\"openings\": ['   | '\"openings\": [5, ' | /openings/0"
      })
  void aCalendarThatCannotBeIsPointedAt(String part, String wrong, String pointer) {
    var refused = refused("/api/v1/calendars/" + name + "/versions", CALENDAR.replace(part, wrong));

    assertEquals(pointer, refused.at("/errors/0/pointer"), refused::body);
    program.get("/api/v1/calendars/" + name).expect(404);
  }

  @Test
  void aCalendarThatNeverOpensIsRefused() {
    var refused =
        refused(
            "/api/v1/calendars/" + name + "/versions",
            CALENDAR.replaceAll("\"openings\": \\[[^\\]]*\\]", "\"openings\": []"));

    assertEquals("/openings", refused.at("/errors/0/pointer"));
  }

  @Test
  void aContractHoldsFromItsFirstDayAndThroughItsGrace() {
    var platform = platform();
    var made = contract(CONTRACT.replace("9999", platform));
    var contract = made.at("/versions/0/contract");

    assertEquals("IN_FORCE", made.at("/versions/0/state"));
    assertEquals("priority", admission(platform, "PHONE").at("/level"));
    desk.travelTo("2026-12-03T10:00+01:00");
    assertEquals("priority", admission(platform, "PHONE").at("/level"));
    assertEquals(
        "GRACE", program.get("/api/v1/contracts/" + contract).expect(200).at("/versions/0/state"));
    desk.travelTo("2026-12-04T10:00+01:00");
    assertEquals("LAPSED", admission(platform, "PHONE").at("/reason"));
    assertEquals("2026-12-03T23:00:00Z", admission(platform, "PHONE").at("/lapsedSince"));
    assertEquals("email", admission(platform, "FORM").at("/level"));
  }

  @Test
  void theNextContractMayBeginInTheGraceOfTheOneBefore() {
    var platform = platform();
    contract(CONTRACT.replace("9999", platform));

    contract(
        CONTRACT
            .replace("9999", platform)
            .replace("priority", "phone")
            .replace("2026-11-23", "2026-12-01")
            .replace("2026-11-30", "2027-11-30"));
    desk.travelTo("2026-12-02T10:00+01:00");

    assertEquals("phone", admission(platform, "PHONE").at("/level"));
  }

  @Test
  void anOverlapIsRefusedAndSaysWithWhat() {
    var platform = platform();
    var first = contract(CONTRACT.replace("9999", platform));

    var refused =
        refused(
            "/api/v1/contracts",
            CONTRACT.replace("9999", platform).replace("2026-11-23", "2026-11-30"));

    assertEquals("/from", refused.at("/errors/0/pointer"));
    assertTrue(
        refused.at("/errors/0/detail").contains("contract " + first.at("/versions/0/contract")),
        refused::body);
    assertTrue(refused.at("/errors/0/detail").contains("30 November 2026"), refused::body);
  }

  @Test
  void aCorrectionTakesThePlaceOfWhatWasAndBothStayVisible() {
    var platform = platform();
    var made = contract(CONTRACT.replace("9999", platform));
    var path = "/api/v1/contracts/" + made.at("/versions/0/contract") + "/versions";
    var correction =
        """
        {"supersedes": %s, "level": "phone", "from": "2026-11-20", "to": "2027-11-19",
         "correction": "Typed wrongly"}
        """
            .formatted(made.at("/versions/0/version"));

    var corrected = program.post(path, correction).expect(201);

    assertEquals("phone", corrected.at("/versions/0/level"));
    assertEquals("Typed wrongly", corrected.at("/versions/0/correction"));
    assertEquals("SUPERSEDED", corrected.at("/versions/1/state"));
    assertEquals("priority", corrected.at("/versions/1/level"));
    assertEquals("phone", admission(platform, "FORM").at("/level"));
    assertEquals(
        "urn:sportello:problem:changed-meanwhile",
        program.post(path, correction).expect(409).at("/type"));
    var silent = correction.replace("Typed wrongly", "");
    assertEquals(
        "/correction",
        refused(path, silent.replaceAll("\\d+,", corrected.at("/versions/0/version") + ","))
            .at("/errors/0/pointer"));
  }

  @Test
  void aContractIsEndedAndOneThatShouldNeverHaveBeenIsAnnulled() {
    var platform = platform();
    var made = contract(CONTRACT.replace("9999", platform));
    var path = "/api/v1/contracts/" + made.at("/versions/0/contract");
    var end = "{\"supersedes\": %s, \"to\": \"%s\"}";

    refused(path + "/end", end.formatted(made.at("/versions/0/version"), "2026-11-22"));
    var ended =
        program
            .post(path + "/end", end.formatted(made.at("/versions/0/version"), "2026-11-25"))
            .expect(201);
    assertEquals("2026-11-25", ended.at("/versions/0/to"));
    assertEquals(
        "/supersedes", refused(path + "/end", "{\"to\": \"2026-11-25\"}").at("/errors/0/pointer"));
    assertEquals("/to", refused(path + "/end", "{\"supersedes\": 1}").at("/errors/0/pointer"));

    var annulled =
        program
            .post(
                path + "/annulment",
                "{\"supersedes\": %s, \"correction\": \"Another customer\"}"
                    .formatted(ended.at("/versions/0/version")))
            .expect(201);

    assertEquals("ANNULLED", annulled.at("/versions/0/state"));
    assertEquals("email", admission(platform, "FORM").at("/level"));
    contract(CONTRACT.replace("9999", platform));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"9999\"'        | '\"99999999\"'      | /platform",
        "'\"9999\"'        | '\"x\"'             | /platform",
        "'\"9999\"'        | '\"\"'              | /platform",
        "'\"priority\"'    | '\"gold\"'          | /level",
        "'\"priority\"'    | '\"\"'              | /level",
        "'\"email\"'       | '\"nothing\"'       | /baseLevel",
        "'\"2026-11-23\"'  | '\"2026-11-22\"'    | /from",
        "'\"2026-11-23\"'  | '\"2026-12-31\"'    | /to",
        "'\"2026-11-30\"'  | '\"never\"'         | /to",
        "'\"2026-11-30\"'  | '\"2999-01-01\"'    | /to",
        "'s\": 3'          | 's\": -1'           | /graceDays",
        "'s\": 3'          | 's\": 400'          | /graceDays",
        "'s\": 3'          | 's\": 1.5'          | /graceDays",
        "'s\": 3'          | 's\": \"3\"'        | /graceDays",
        "'s\": 3'          | 's\": 99999999999999999999' | /graceDays",
        "'\"graceDays\"'   | '\"grace\"'         | /grace"
      })
  void aContractThatCannotBeIsPointedAt(String part, String wrong, String pointer) {
    var platform = platform();
    var body = CONTRACT.replace(part, wrong).replace("\"9999\"", "\"" + platform + "\"");

    var refused = refused("/api/v1/contracts", body);

    assertEquals(pointer, refused.at("/errors/0/pointer"), refused::body);
    assertEquals(
        "", program.get("/api/v1/contracts?platform=" + platform).expect(200).at("/versions/0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/contracts                                | /platform",
        "/api/v1/contracts?platform=x                     | /platform",
        "/api/v1/contracts?platform=99999999              | /platform",
        "/api/v1/admission?channel=FORM                   | /platform",
        "/api/v1/admission?platform=99999999&channel=FORM | /platform",
        "/api/v1/admission?platform=1042                  | /channel",
        "/api/v1/admission?platform=1042&channel=FAX      | /channel"
      })
  void aQuestionThatCannotBeAnsweredIsPointedAt(String path, String pointer) {
    assertEquals(pointer, program.get(path).expect(422).at("/errors/0/pointer"));
  }

  @Test
  void thePromiseIsSaidBefore() {
    desk.travelTo("2026-11-24T09:30+01:00");
    var admitted = admission("1042", "PHONE");
    assertEquals("true", admitted.at("/admitted"));
    assertTrue(admitted.at("/promise/takeInChargeBy").startsWith("2026-11-24T10:30:"));
    assertEquals("Europe/Rome", admitted.at("/zone"));

    desk.travelTo("2026-11-22T10:00+01:00");
    var closed = admission("1042", "PHONE");
    assertEquals("CLOSED", closed.at("/reason"));
    assertEquals("2026-11-23T08:00:00Z", closed.at("/opens"));
    assertTrue(closed.at("/detail").contains("Monday 23 November at 9:00"));
    assertEquals("NOT_INCLUDED", admission("3150", "PHONE").at("/reason"));
  }

  @Test
  void aVersionIsAppliedToOpenTicketsTicketByTicketAndTheirHistorySaysSo() {
    level(LEVEL);
    var platform = platform();
    desk.sql()
        .run(
            "insert into contacts.platform_domain (domain, platform) select ?, id"
                + " from contacts.platform where code = ?",
            name + ".example",
            platform);
    contact(platform);
    contract(
        CONTRACT
            .replace("9999", platform)
            .replace("priority", name)
            .replace("2026-11-23", "2026-11-24"));
    desk.travelTo("2026-11-24T09:30+01:00");
    long open = desk.ticket(platform, "Aperta", "Testo");
    long done = desk.ticket(platform, "Risolta", "Testo");
    desk.press("anna.conti", done, "resolve");
    var quicker =
        level(
            LEVEL
                .replace("2026-11-23", "2026-11-24")
                .replace("PT8H", "PT3H")
                .replace("PT2H", "PT1H"));
    var version = quicker.at("/version");
    var preview = "/api/v1/applications/preview?levelVersion=" + version;
    desk.travelTo("2026-11-24T10:45+01:00");

    var before = program.get(preview).expect(200);
    assertEquals("1", before.at("/tickets"), before::body);
    assertEquals("1", before.at("/changed"));
    assertEquals("1", before.at("/late"));
    assertEquals("1", program.get(preview + "&platform=" + platform).at("/tickets"));
    assertEquals("2026-11-24T10:30:", next(open).substring(0, 17));

    var once = program.once();
    var body = "{\"levelVersion\": " + version + "}";
    var asked = once.post("/api/v1/applications", body).expect(201);
    once.post("/api/v1/applications", body).expect(201);
    var path = "/api/v1/applications/" + asked.at("/application");
    Patience.untilTrue(
        Duration.ofSeconds(30),
        "the version to be applied",
        () -> program.get(path).expect(200).at("/waiting").equals("0"));

    assertEquals("1", program.get(path).at("/changed"));
    assertEquals("2026-11-24T09:30:", next(open).substring(0, 17));
    assertEquals("0", program.get(preview).at("/tickets"));
    assertEquals(
        1,
        desk.sql()
            .number(
                "select count(*) from ticketing.history where ticket_id = ? and kind ="
                    + " 'TERMS_APPLIED'",
                open));
    assertEquals(
        1,
        desk.sql()
            .number(
                "select count(*) from entitlements.granted where ticket = ? and level_version < ?",
                open,
                Long.parseLong(version)));
  }

  private String next(long ticket) {
    return program.get("/api/v1/tickets/" + ticket).expect(200).at("/next/due");
  }

  private void contact(String platform) {
    desk.sql()
        .run(
            "with c as (insert into contacts.contact (name, language) values ('Prova', 'IT')"
                + " returning id), a as (insert into contacts.contact_address (address_key,"
                + " contact, address) select ?, id, ? from c) insert into contacts.contact_platform"
                + " (contact, platform, kind) select c.id, p.id, 'ADMINISTRATIVE' from c,"
                + " contacts.platform p where p.code = ?",
            "titolare@" + name + ".example",
            "titolare@" + name + ".example",
            platform);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{}'                                                | /levelVersion",
        "'{\"levelVersion\": \"x\"}'                     | /levelVersion",
        "'{\"levelVersion\": 1, \"platform\": \"x\"}'  | /platform",
        "'{\"levelVersion\": 1, \"platform\": \"99999999\"}' | /platform",
        "'{\"levelVersion\": 1, \"level\": \"x\"}'     | /level"
      })
  void anApplicationThatCannotBeIsPointedAt(String body, String pointer) {
    assertEquals(pointer, refused("/api/v1/applications", body).at("/errors/0/pointer"));
  }

  @Test
  void aProgramWithoutTheRoleAdministersNothingAndStillAsksForThePromise() {
    var simple = desk.simpleProgram();

    simple.get("/api/v1/levels").expect(403);
    simple.get("/api/v1/calendars").expect(403);
    simple.get("/api/v1/calendars/office/years/2027").expect(403);
    simple.get("/api/v1/contracts?platform=1042").expect(403);
    simple.post("/api/v1/levels/" + name + "/versions", LEVEL).expect(403);
    simple.post("/api/v1/calendars/" + name + "/versions", CALENDAR).expect(403);
    simple.post("/api/v1/contracts", CONTRACT.replace("9999", "1042")).expect(403);
    simple.post("/api/v1/applications", "{\"levelVersion\": 1}").expect(403);
    simple.get("/api/v1/applications/preview?levelVersion=1").expect(403);
    simple.get("/api/v1/admission?platform=1042&channel=FORM").expect(200);
    desk.anybody().get("/api/v1/levels").expect(401);
    desk.staff("admin").get("/api/v1/levels").expect(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/levels/gold",
    "/api/v1/applications/999999999",
    "/api/v1/applications/preview?levelVersion=999999999",
    "/api/v1/contracts/999999999",
    "/api/v1/contracts/x",
  })
  void whatIsNotThereIsNotFound(String path) {
    assertEquals("404", program.get(path).expect(404).at("/status"));
  }

  private static final String LEVEL =
      """
      {"nameIt": "Oro", "nameEn": "Gold", "from": "2026-11-23",
       "channels": ["FORM", "EMAIL", "PHONE"], "calendar": "office", "phoneCalendar": "all-day",
       "targets": {"takeInCharge": "PT2H", "answer": "PT8H", "resolution": "PT24H"},
       "bySeverity": {"BLOCKING": {"answer": "PT1H"}}, "priorities": {"BLOCKING": "P1"},
       "correction": ""}
      """;

  private static final String CALENDAR =
      """
      {"nameIt": "Prova", "nameEn": "Trial", "from": "2026-11-23", "zone": "Europe/Rome",
       "country": "IT", "openings": [
         {"day": "MONDAY", "from": "09:00", "to": "13:00"},
         {"day": "MONDAY", "from": "14:00", "to": "18:00"},
         {"day": "TUESDAY", "from": "22:00", "to": "06:00"}],
       "yearly": [{"date": "12-07", "reason": "Sant'Ambrogio"}],
       "single": [{"date": "2027-01-04", "from": "11:00", "reason": "Trasloco"}]}
      """;

  private static final String CONTRACT =
      """
      {"platform": "9999", "level": "priority", "baseLevel": "email", "from": "2026-11-23",
       "to": "2026-11-30", "graceDays": 3}
      """;

  private Answer level(String body) {
    return program.post("/api/v1/levels/" + name + "/versions", body).expect(201);
  }

  private Answer calendar(String body) {
    return program.post("/api/v1/calendars/" + name + "/versions", body).expect(201);
  }

  private Answer contract(String body) {
    return program.post("/api/v1/contracts", body).expect(201);
  }

  private Answer refused(String path, String body) {
    var refused = program.post(path, body).expect(422);
    assertEquals("urn:sportello:problem:invalid", refused.at("/type"));
    var detail = refused.at("/errors/0/detail");
    assertFalse(detail.isEmpty() || detail.contains("{"), refused::body);
    return refused;
  }

  private Answer put(String path) {
    return program.put(path, new byte[0], "application/json");
  }

  private Answer admission(String platform, String channel) {
    return program
        .get("/api/v1/admission?platform=" + platform + "&channel=" + channel)
        .expect(200);
  }

  /** A customer of this test alone. */
  private String platform() {
    var code = String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));
    desk.sql()
        .run(
            "insert into contacts.platform (code, name, zone, language)"
                + " values (?, 'Prova', 'Europe/Rome', 'IT')",
            code);
    return code;
  }

  private boolean refusesUpdate(String statement) {
    try {
      desk.sql().run(statement);
      return false;
    } catch (IllegalStateException e) {
      return e.getCause().getMessage().contains("written once")
          || e.getCause().getMessage().contains("new row");
    }
  }
}
