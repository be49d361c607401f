package it.sportello.entitlements;

import static it.sportello.entitlements.calendar.Calendars.inRome;
import static it.sportello.entitlements.calendar.Calendars.rome;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClocksTest {
  private static final AgentId ANNA = new AgentId(7);
  private static final Instant LATER = rome("2026-12-23 18:00");

  /** {@code received Mon 10:00, taken Mon 11:00} in the week of Monday 23 November 2026. */
  private static List<Fact> ledger(String story) {
    return Arrays.stream(story.split(", ")).map(ClocksTest::fact).toList();
  }

  private static Fact fact(String words) {
    String[] word = words.split(" ");
    Instant at = week(word[1] + " " + word[2]);
    return switch (word[0]) {
      case "received" -> Fact.received(at, 3, Severity.NORMAL);
      case "taken" -> Fact.act(Fact.Kind.TAKEN_IN_CHARGE, ANNA, at);
      case "answered" -> Fact.answered(new MessageId(1), ANNA, at);
      case "wrote" -> Fact.customerWrote(new MessageId(2), at);
      case "resolved" -> Fact.act(Fact.Kind.RESOLVED, ANNA, at);
      case "reopened" -> Fact.reopened(at);
      default -> throw new IllegalArgumentException(words);
    };
  }

  private static Instant week(String dayAndTime) {
    int day = 23 + List.of("Mon", "Tue", "Wed", "Thu", "Fri").indexOf(dayAndTime.substring(0, 3));
    return rome("2026-11-" + day + " " + dayAndTime.substring(4));
  }

  private static Clocks clocks(String story) {
    return Clocks.of(ledger(story), version -> TestLevels.priority());
  }

  private static String told(Clocks clocks) {
    return clocks.runs().stream()
        .map(
            r ->
                switch (r.kind()) {
                      case TAKE_IN_CHARGE -> "charge";
                      case NEXT_ANSWER -> "next";
                      default -> r.kind().name().toLowerCase(java.util.Locale.ROOT);
                    }
                    + r.round()
                    + " "
                    + inRome(r.due().at()).substring(8)
                    + " "
                    + r.stateAt(LATER))
        .collect(joining("; "));
  }

  /** Priority: Mon–Fri 9–18, take in charge 2, answer 8, resolution 24 working hours. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      a request starts three clocks                 | received Mon 10:00                                     | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      taking in charge keeps the first              | received Mon 10:00, taken Mon 11:00                    | charge1 23 12:00 KEPT; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      exactly at the deadline is kept in time       | received Mon 10:00, taken Mon 12:00                    | charge1 23 12:00 KEPT; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      a second later is late                        | received Mon 10:00, taken Mon 12:00:01                 | charge1 23 12:00 KEPT_LATE; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      a public reply keeps charge and answer        | received Mon 10:00, answered Mon 11:00                 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED
      the customer's own message keeps nothing      | received Mon 10:00, wrote Mon 11:00                    | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      a second taking in charge changes nothing     | received Mon 10:00, taken Mon 11:00, taken Mon 15:00   | charge1 23 12:00 KEPT; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      after the first answer the next one runs      | received Mon 10:00, answered Mon 11:00, wrote Mon 12:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 11:00 MISSED
      the next answer runs from the oldest message  | received Mon 10:00, answered Mon 11:00, wrote Mon 12:00, wrote Mon 16:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 11:00 MISSED
      also when the oldest becomes known last       | received Mon 10:00, answered Mon 11:00, wrote Mon 16:00, wrote Mon 12:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 11:00 MISSED
      one reply answers all that is waiting         | received Mon 10:00, answered Mon 11:00, wrote Mon 12:00, wrote Mon 13:00, answered Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 11:00 KEPT
      each wait is a round of its own               | received Mon 10:00, answered Mon 11:00, wrote Mon 12:00, answered Mon 14:00, wrote Tue 09:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 11:00 KEPT; next2 24 17:00 MISSED
      resolving keeps the resolution                | received Mon 10:00, answered Mon 11:00, resolved Mon 12:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 KEPT
      what was not done when it was resolved stops  | received Mon 10:00, resolved Mon 11:00                 | charge1 23 12:00 STOPPED; answer1 23 18:00 STOPPED; resolution1 25 16:00 KEPT
      a message to a resolved ticket starts nothing | received Mon 10:00, answered Mon 11:00, resolved Mon 12:00, wrote Mon 13:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 KEPT
      a reopening counts from its message           | received Mon 10:00, answered Mon 11:00, resolved Mon 12:00, reopened Tue 09:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 KEPT; next1 24 17:00 MISSED; resolution2 26 15:00 MISSED
      whichever of the two is announced first       | received Mon 10:00, answered Mon 11:00, resolved Mon 12:00, wrote Tue 09:00, reopened Tue 09:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 KEPT; next1 24 17:00 MISSED; resolution2 26 15:00 MISSED
      or last                                       | received Mon 10:00, answered Mon 11:00, resolved Mon 12:00, reopened Tue 09:00, wrote Tue 09:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 KEPT; next1 24 17:00 MISSED; resolution2 26 15:00 MISSED
      what was never kept runs again whole          | received Mon 10:00, resolved Mon 11:00, reopened Tue 09:00 | charge1 23 12:00 STOPPED; answer1 23 18:00 STOPPED; resolution1 25 16:00 KEPT; charge2 24 11:00 MISSED; answer2 24 17:00 MISSED; resolution2 26 15:00 MISSED
      """)
  void followTheLedger(String rule, String story, String expected) {
    assertEquals(expected, told(clocks(story)), rule);
  }

  @ParameterizedTest(name = "{0}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      at first the taking in charge      | received Mon 10:00                                     | TAKE_IN_CHARGE | 23 12:00
      then the answer                    | received Mon 10:00, taken Mon 11:00                    | ANSWER         | 23 18:00
      then the resolution                | received Mon 10:00, answered Mon 11:00                 | RESOLUTION     | 25 16:00
      or the next answer, when it is due | received Mon 10:00, answered Mon 11:00, wrote Mon 12:00 | NEXT_ANSWER    | 24 11:00
      """)
  void theNextIsTheEarliestThatRuns(String rule, String story, PromiseKind kind, String due) {
    ClockRun next = clocks(story).next().orElseThrow();

    assertEquals(kind, next.kind(), rule);
    assertEquals(due, inRome(next.due().at()).substring(8), rule);
  }

  @Test
  void nothingIsNextOnAResolvedTicket() {
    assertEquals(Optional.empty(), clocks("received Mon 10:00, resolved Mon 11:00").next());
  }

  @Test
  void thePromiseIsTheFirstRoundWhateverComesLater() {
    Promise made = clocks("received Mon 10:00").promise();

    assertEquals(
        made, clocks("received Mon 10:00, resolved Mon 11:00, reopened Tue 09:00").promise());
    assertEquals(rome("2026-11-23 12:00"), made.takeInChargeBy().at());
  }

  @Test
  void whatTheLevelDoesNotPromiseIsNeverDue() {
    Promise promise = TestLevels.email().promise(rome("2026-11-27 17:59"));

    assertEquals(new Deadline(rome("2026-11-30 17:59")), promise.takeInChargeBy());
    assertEquals(new Deadline(rome("2026-12-02 17:59")), promise.answerBy());
    assertEquals(Deadline.NEVER, promise.resolveBy());
  }

  @Test
  void aCalendarThatFailsMakesAPromiseThatIsDueAtOnce() {
    LevelVersion absurd =
        TestLevels.level(
            9,
            "absurd",
            Set.of(Channel.FORM),
            TestLevels.email().calendar(),
            new Targets(
                Optional.of(Duration.ofDays(9_999_999)),
                Optional.of(Duration.ofHours(8)),
                Optional.empty(),
                Optional.empty()));
    Fact receipt = Fact.received(week("Mon 10:00"), 9, Severity.NORMAL);

    Clocks clocks = Clocks.of(List.of(receipt), version -> absurd);

    assertEquals(new Deadline(week("Mon 10:00")), clocks.promise().takeInChargeBy());
    assertFalse(clocks.runs().get(0).computed());
    assertTrue(clocks.runs().get(1).computed());
  }

  @Test
  void theKeeperIsTheAgentWhoseActItWas() {
    ClockRun run = clocks("received Mon 10:00, taken Mon 11:00").runs().get(0);

    assertEquals(Optional.of(ANNA), run.keptBy());
    assertEquals(Optional.of(week("Mon 11:00")), run.keptAt());
  }

  @Test
  void priorityIsTheTableOfLevelAndSeverity() {
    Fact blocking = Fact.received(week("Mon 10:00"), 3, Severity.BLOCKING);

    assertEquals(
        Priority.P1, Clocks.of(List.of(blocking), version -> TestLevels.priority()).priority());
    assertEquals(Priority.P2, clocks("received Mon 10:00").priority());
  }

  @Test
  void builtAgainTheyAreEqual() {
    String story = "received Mon 10:00, answered Mon 11:00, wrote Mon 12:00, resolved Tue 09:00";

    assertEquals(clocks(story).runs(), clocks(story).runs());
  }

  @Test
  void factsAreKeptToTheMicrosecondAsTheyAreStored() {
    Instant at = Instant.parse("2026-11-23T09:00:00.123456789Z");

    assertEquals(Instant.parse("2026-11-23T09:00:00.123456Z"), Fact.reopened(at).at());
  }
}
