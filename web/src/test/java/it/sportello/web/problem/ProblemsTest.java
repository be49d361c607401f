package it.sportello.web.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Language;
import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.Admission.Reason;
import it.sportello.entitlements.Admission.Refused;
import it.sportello.entitlements.NotAdmitted;
import it.sportello.ticketing.AlreadyMerged;
import it.sportello.ticketing.AlreadyTaken;
import it.sportello.ticketing.AttachmentId;
import it.sportello.ticketing.AttachmentNotFound;
import it.sportello.ticketing.IllegalTransition;
import it.sportello.ticketing.NotAllowed;
import it.sportello.ticketing.NotMergeable;
import it.sportello.ticketing.OriginReused;
import it.sportello.ticketing.Status;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.TicketNotFound;
import it.sportello.ticketing.TooLarge;
import jakarta.json.JsonException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
  private static final TicketId TICKET = new TicketId(1042);

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(new InvalidInput("/subject", "NotBlank"), 422, "invalid"),
        Arguments.of(new InvalidValue("email.shape"), 422, "invalid"),
        Arguments.of(new Unreadable(new IOException()), 400, "unreadable"),
        Arguments.of(new TooManyRequests(Duration.ofSeconds(7)), 429, "too-many"),
        Arguments.of(new TicketNotFound(TICKET), 404, "ticket-not-found"),
        Arguments.of(new AttachmentNotFound(new AttachmentId(5)), 422, "attachment-not-found"),
        Arguments.of(new NotAllowed("take"), 403, "not-allowed"),
        Arguments.of(new AlreadyTaken(TICKET, new AgentId(3)), 409, "already-taken"),
        Arguments.of(
            new IllegalTransition(TICKET, Status.RESOLVED, Status.IN_CHARGE),
            409,
            "illegal-transition"),
        Arguments.of(new AlreadyMerged(TICKET, new TicketId(1043)), 409, "already-merged"),
        Arguments.of(
            new NotMergeable(TICKET, TICKET, NotMergeable.Reason.ITSELF), 409, "not-mergeable"),
        Arguments.of(new OriginReused("api:1"), 422, "origin-reused"),
        Arguments.of(new TooLarge(50), 413, "too-large"),
        Arguments.of(notAdmitted(Reason.UNKNOWN_PLATFORM), 422, "invalid"),
        Arguments.of(notAdmitted(Reason.NOT_INCLUDED), 403, "channel-not-included"),
        Arguments.of(notAdmitted(Reason.CLOSED), 403, "channel-closed"),
        Arguments.of(notAdmitted(Reason.LAPSED), 403, "channel-lapsed"),
        Arguments.of(new JsonException("at line 1"), 400, "unreadable"),
        Arguments.of(new SQLTransientConnectionException(), 503, "unavailable"),
        Arguments.of(new SQLException("no connection", "08006"), 503, "unavailable"),
        Arguments.of(new SQLException("pool exhausted"), 503, "unavailable"),
        Arguments.of(new SQLException("deadlock", "40P01"), 503, "unavailable"),
        Arguments.of(new SQLException("syntax", "42601"), 500, "broken"),
        Arguments.of(new IllegalStateException("ours"), 500, "broken"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void eachExceptionIsOneProblem(Throwable thrown, int status, String type) {
    var problem = Problems.of(thrown);

    assertEquals(status, problem.status());
    assertEquals(type, problem.type());
  }

  @Test
  void whatAContainerWrapsIsFound() {
    var wrapped = new RuntimeException(new Exception(new InvalidInput("/x", "NotBlank")));

    assertEquals(422, Problems.of(wrapped).status());
  }

  @Test
  void aCauseThatNamesItselfEndsTheSearch() {
    var circular = new IllegalStateException("a", new RuntimeException("b"));
    circular.getCause().initCause(circular);

    assertEquals(500, Problems.of(circular).status());
  }

  @Test
  void aFaultOfOursTellsItsIdAndNothingElse() {
    var problem = Problems.of(new IllegalStateException("password=secret"));
    var json = ProblemJson.text(problem, Language.EN);

    assertTrue(problem.facts().get("id").toString().matches("[0-9a-f]{12}"));
    assertFalse(json.contains("secret"));
    assertFalse(Breakdown.trace(new IllegalStateException("password=secret")).contains("secret"));
  }

  @Test
  void aValueThatCannotBeNamesItsSentence() {
    InvalidValue thrown = null;
    try {
      new PlatformCode("12a");
    } catch (InvalidValue e) {
      thrown = e;
    }

    assertEquals(
        "Il codice console è fatto di 3–10 cifre.",
        Problems.of(thrown).errors().get(0).detail(Language.IT));
  }

  @Test
  void anUnknownKeyIsStillASentence() {
    assertEquals("Not valid.", new FieldError("/x", "never.heard").detail(Language.EN));
  }

  @Test
  void aFactIsNeverATemplate() {
    var problem = Problem.of(429, "too-many", Map.of("retryAfter", "{id}"));

    assertEquals("Try again in {id} seconds.", problem.detail(Language.EN));
  }

  @Test
  void anInstantIsSaidInTheZoneOfTheCalendar() {
    var opens = Instant.parse("2026-11-24T08:00:00Z");
    var facts = Map.<String, Object>of("opens", opens, "zone", ZoneId.of("Europe/Rome"));

    var problem = Problem.of(403, "channel-closed", facts);

    assertTrue(problem.detail(Language.IT).contains("martedì 24 novembre alle 9:00"));
    assertTrue(problem.detail(Language.EN).contains("Tuesday 24 November at 9:00"));
  }

  @Test
  void theTwoLanguagesSayTheSameThings() {
    var it = bundle(Language.IT);
    var en = bundle(Language.EN);

    assertEquals(it.keySet(), en.keySet());
    for (var key : it.keySet()) {
      assertEquals(facts(it.getString(key)), facts(en.getString(key)), key);
    }
  }

  @Test
  void everyProblemHasATitleAndADetail() {
    var keys = bundle(Language.IT).keySet();

    for (int status = 400; status < 600; status++) {
      var type = Problems.ofStatus(status).type();
      assertTrue(keys.containsAll(List.of(type + ".title", type + ".detail")), type);
    }
  }

  @Test
  void anAgentHearsFromWhichStateToWhichATicketCannotGo() {
    var thrown = new IllegalTransition(TICKET, Status.RESOLVED, Status.IN_CHARGE);

    assertTrue(
        Problems.of(thrown)
            .detail(Language.IT)
            .startsWith("La segnalazione 1042 non può passare da risolta a in carico."));
  }

  @Test
  void whatTheModulesRefusePointsAtItsField() {
    var thrown = new InvalidValue("ticket.subject.length");

    assertEquals("/subject", Problems.of(thrown).errors().get(0).pointer());
  }

  private static NotAdmitted notAdmitted(Reason reason) {
    return new NotAdmitted(
        new Refused(reason, Optional.empty(), Optional.empty(), ZoneId.of("Europe/Rome")));
  }

  private static ResourceBundle bundle(Language language) {
    return ResourceBundle.getBundle("it.sportello.web.problem.problems", language.locale());
  }

  private static List<String> facts(String sentence) {
    return java.util.regex.Pattern.compile("\\{\\w+}")
        .matcher(sentence)
        .results()
        .map(java.util.regex.MatchResult::group)
        .sorted()
        .toList();
  }
}
