package it.sportello.entitlements;

import static it.sportello.entitlements.calendar.Calendars.inRome;
import static it.sportello.entitlements.calendar.Calendars.rome;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.AgentId;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.Channel;
import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.MessageId;
import it.sportello.ticketing.Priority;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketEvent;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClocksTest {
  private static final AgentId ANNA = new AgentId(7);
  private static final Instant LATER = rome("2026-12-23 18:00");

  private static final TicketId OTHER = new TicketId(10002);

  /**
   * {@code received Mon 10:00, taken Mon 11:00} in the week of Monday 23 November 2026; {@code ~}
   * on the ticket that was merged into this one.
   */
  private static List<Fact> ledger(String story) {
    return Arrays.stream(story.split(", ")).map(ClocksTest::fact).toList();
  }

  private static Fact fact(String words) {
    return words.startsWith("~") ? fact(words.substring(1)).of(OTHER) : own(words.split(" "));
  }

  private static Fact own(String[] word) {
    Instant at = week(word[1] + " " + word[2]);
    return switch (word[0]) {
      case "received" -> Fact.received(at, 3, Severity.NORMAL);
      case "screened" -> Fact.screened(Severity.valueOf(word[3]), ANNA, at);
      case "taken" -> Fact.takenInCharge(ANNA, at);
      case "answered" -> Fact.answered(new MessageId(1), ANNA, at);
      case "asked" -> Fact.asked(new MessageId(1), WaitReason.TEST, ANNA, at);
      case "wrote" -> Fact.customerWrote(new MessageId(2), at);
      case "resumed" -> Fact.resumed(ANNA, at);
      case "resolved" -> Fact.resolved(ANNA, at);
      case "duplicate" -> Fact.duplicate(OTHER, ANNA, at);
      case "reopened" -> Fact.reopened(at);
      case "merged" -> Fact.merged(OTHER, ANNA, at);
      case "applied" -> Fact.versionApplied(Long.parseLong(word[3]), Optional.of(ANNA), at);
      default -> throw new IllegalArgumentException(word[0]);
    };
  }

  private static Instant week(String dayAndTime) {
    int day = 23 + List.of("Mon", "Tue", "Wed", "Thu", "Fri").indexOf(dayAndTime.substring(0, 3));
    return rome("2026-11-" + day + " " + dayAndTime.substring(4));
  }

  private static Clocks clocks(String story) {
    return Clocks.of(ledger(story), ClocksTest::level);
  }

  private static LevelVersion level(long version) {
    return switch ((int) version) {
      case 2 -> TestLevels.phone();
      case 4 -> TestLevels.quickerWhereItBlocks();
      default -> TestLevels.priority();
    };
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
      a question to the customer is an answer too | received Mon 10:00, asked Mon 11:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 PAUSED
      the resolution stands still until the customer's message is received | received Mon 10:00, asked Mon 11:00, wrote Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 26 10:00 MISSED; next1 24 13:00 MISSED
      or until an agent resumes by hand | received Mon 10:00, asked Mon 11:00, resumed Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 26 10:00 MISSED
      of a pause only the opening hours count | received Mon 10:00, asked Mon 17:00, wrote Tue 10:00 | charge1 23 12:00 KEPT_LATE; answer1 23 18:00 KEPT; resolution1 25 18:00 MISSED; next1 24 18:00 MISSED
      a pause outside hours moves nothing | received Mon 10:00, answered Mon 11:00, asked Mon 19:00, resumed Mon 20:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED
      a second question goes on waiting | received Mon 10:00, asked Mon 11:00, asked Mon 12:00, resumed Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 26 10:00 MISSED
      two pauses add up | received Mon 10:00, asked Mon 11:00, resumed Mon 12:00, asked Mon 13:00, resumed Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 18:00 MISSED
      resuming twice is once | received Mon 10:00, asked Mon 11:00, resumed Mon 12:00, resumed Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 17:00 MISSED
      a reply does not end the waiting | received Mon 10:00, asked Mon 11:00, answered Mon 12:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 PAUSED
      a pause that begins exactly at the deadline comes too late | received Mon 10:00, answered Mon 11:00, asked Wed 16:00, resumed Thu 10:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED
      what was missed before the pause stays missed | received Mon 10:00, answered Mon 11:00, asked Thu 10:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED
      resolved while waiting is kept in time | received Mon 10:00, asked Mon 11:00, resolved Fri 10:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 01 15:00 KEPT
      a reopening begins without a pause | received Mon 10:00, asked Mon 11:00, resolved Mon 12:00, reopened Tue 09:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 17:00 KEPT; next1 24 17:00 MISSED; resolution2 26 15:00 MISSED
      a message received before the question and known after it leaves no pause | received Mon 10:00, asked Mon 12:00, wrote Mon 11:30 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 10:30 MISSED
      a screening keeps nothing | received Mon 10:00, screened Mon 11:00 BLOCKING | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      another version counts from the same start | received Mon 10:00, applied Mon 11:00 2 | charge1 23 15:00 MISSED; answer1 25 10:00 MISSED
      what was kept keeps the terms it was kept by | received Mon 10:00, taken Mon 11:00, applied Mon 13:00 2 | charge1 23 12:00 KEPT; answer1 25 10:00 MISSED
      and so does what was kept late | received Mon 10:00, taken Mon 13:00, applied Mon 14:00 2 | charge1 23 12:00 KEPT_LATE; answer1 25 10:00 MISSED
      what no version promised before runs from the same start too | received Mon 10:00, applied Mon 11:00 2, applied Mon 12:00 3 | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      a version applied leaves the pauses | received Mon 10:00, asked Mon 11:00, applied Mon 12:00 2, resumed Mon 14:00, applied Mon 15:00 3 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 26 10:00 MISSED
      later runs go by the version applied | received Mon 10:00, answered Mon 11:00, applied Mon 12:00 2, wrote Mon 14:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; next1 25 13:00 MISSED
      a graver severity brings the figures that it has of its own | received Mon 10:00, applied Mon 10:10 4, screened Mon 10:30 BLOCKING | charge1 23 11:00 MISSED; answer1 23 18:00 MISSED; resolution1 23 18:00 MISSED
      a lesser one takes them back | received Mon 10:00, applied Mon 10:10 4, screened Mon 10:30 BLOCKING, screened Mon 10:40 SERIOUS | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      what was kept keeps the figure of its severity | received Mon 10:00, applied Mon 10:10 4, taken Mon 10:20, screened Mon 10:30 BLOCKING | charge1 23 12:00 KEPT; answer1 23 18:00 MISSED; resolution1 23 18:00 MISSED
      a severity outlives the version | received Mon 10:00, screened Mon 10:30 BLOCKING, applied Mon 10:40 4 | charge1 23 11:00 MISSED; answer1 23 18:00 MISSED; resolution1 23 18:00 MISSED
      later runs go by the severity found | received Mon 10:00, applied Mon 10:10 4, answered Mon 10:20, screened Mon 10:30 BLOCKING, wrote Mon 12:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 23 18:00 MISSED; next1 23 15:00 MISSED
      a duplicate keeps nothing | received Mon 10:00, duplicate Mon 11:00 | charge1 23 12:00 STOPPED; answer1 23 18:00 STOPPED; resolution1 25 16:00 STOPPED
      a merge counts from the earliest receipt | received Mon 10:00, ~received Mon 09:00, merged Mon 11:00 | charge1 23 11:00 MISSED; answer1 23 17:00 MISSED; resolution1 25 15:00 MISSED
      also when that is the own one | received Mon 10:00, ~received Mon 10:30, merged Mon 11:00 | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      a receipt after the answer is one more message | received Mon 10:00, answered Mon 11:00, ~received Mon 12:00, merged Mon 13:00 | charge1 23 12:00 KEPT; answer1 23 18:00 KEPT; resolution1 25 16:00 MISSED; next1 24 11:00 MISSED
      an act of an agent counts on whichever of the two | received Mon 10:00, ~received Mon 09:00, ~taken Mon 09:30, merged Mon 11:00 | charge1 23 11:00 KEPT; answer1 23 17:00 MISSED; resolution1 25 15:00 MISSED
      a merge is no act of acceptance | received Mon 10:00, taken Mon 13:00, ~received Mon 09:00, merged Mon 14:00 | charge1 23 11:00 KEPT_LATE; answer1 23 17:00 MISSED; resolution1 25 15:00 MISSED
      the pauses are the union of both | received Mon 09:00, asked Mon 10:00, resumed Mon 12:00, ~received Mon 09:30, ~asked Mon 11:00, ~resumed Mon 13:00, merged Mon 14:00 | charge1 23 11:00 KEPT; answer1 23 17:00 KEPT; resolution1 25 18:00 MISSED
      one message ends the waiting of its ticket alone | received Mon 09:00, asked Mon 10:00, ~received Mon 09:30, ~wrote Mon 12:00, merged Mon 14:00 | charge1 23 11:00 KEPT; answer1 23 17:00 KEPT; resolution1 25 15:00 PAUSED; next1 24 11:00 MISSED
      what the merged one waits for goes on | received Mon 10:00, ~received Mon 09:00, ~asked Mon 10:30, merged Mon 11:00, wrote Mon 12:30 | charge1 23 11:00 KEPT; answer1 23 17:00 KEPT; resolution1 25 17:00 MISSED; next1 24 11:30 MISSED
      two waitings become one | received Mon 09:00, asked Mon 10:00, ~received Mon 09:30, ~asked Mon 11:00, merged Mon 12:00, wrote Mon 13:00 | charge1 23 11:00 KEPT; answer1 23 17:00 KEPT; resolution1 25 18:00 MISSED; next1 24 12:00 MISSED
      the severity and version of the merged one do not count | received Mon 10:00, ~received Mon 10:30, ~applied Mon 10:40 2, ~screened Mon 10:45 BLOCKING, merged Mon 11:00 | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      the end of the merged one does not count | received Mon 10:00, ~received Mon 10:30, ~resolved Mon 10:40, ~wrote Mon 10:50, ~reopened Mon 10:50, merged Mon 11:00 | charge1 23 12:00 MISSED; answer1 23 18:00 MISSED; resolution1 25 16:00 MISSED
      one that was alive while this was resolved reopens it from its receipt | received Mon 09:00, answered Mon 10:00, resolved Mon 11:00, reopened Tue 10:00, ~received Mon 12:00, merged Tue 11:00 | charge1 23 11:00 KEPT; answer1 23 17:00 KEPT; resolution1 25 15:00 KEPT; next1 24 11:00 MISSED; resolution2 25 18:00 MISSED
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
      never one that is paused           | received Mon 10:00, asked Mon 11:00, wrote Mon 11:30, asked Mon 12:00, ~received Mon 12:30, merged Mon 13:00 | NEXT_ANSWER | 24 11:30
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
  void nothingIsNextWhileAllThatRunsIsPaused() {
    assertEquals(Optional.empty(), clocks("received Mon 10:00, asked Mon 11:00").next());
  }

  /**
   * Assignments by rule or to a group, acknowledgements and internal notes are no facts at all;
   * {@link #noOtherEventReachesTheLedger} holds that. The others are here, one by one.
   */
  @ParameterizedTest
  @EnumSource(
      value = Fact.Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TAKEN_IN_CHARGE", "ANSWERED", "ASKED"})
  void onlyAnActOfAHumanAgentKeepsTheTakingInCharge(Fact.Kind kind) {
    String act =
        switch (kind) {
          case RECEIVED -> "~received Mon 11:00";
          case SCREENED -> "screened Mon 11:00 SERIOUS";
          case CUSTOMER_WROTE -> "wrote Mon 11:00";
          case RESUMED -> "resumed Mon 11:00";
          case RESOLVED -> "duplicate Mon 11:00";
          case REOPENED -> "reopened Mon 11:00";
          case MERGED -> "merged Mon 11:00";
          case VERSION_APPLIED -> "applied Mon 11:00 3";
          case TAKEN_IN_CHARGE, ANSWERED, ASKED -> throw new IllegalArgumentException();
        };

    ClockRun charge = clocks("received Mon 10:00, " + act).runs().get(0);

    assertEquals(PromiseKind.TAKE_IN_CHARGE, charge.kind());
    assertEquals(Optional.empty(), charge.keptAt());
  }

  /** Whoever adds an event decides here whether it is an acceptance. */
  @Test
  void noOtherEventReachesTheLedger() {
    assertEquals(
        Set.of(
            "Opened",
            "Screened",
            "TakenInCharge",
            "Replied",
            "Asked",
            "Resumed",
            "CustomerWrote",
            "Resolved",
            "Reopened",
            "Merged"),
        Arrays.stream(TicketEvent.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(toSet()));
  }

  @Test
  void aScreeningMovesThePriority() {
    Clocks screened = clocks("received Mon 10:00, screened Mon 11:00 BLOCKING");

    assertEquals(Priority.P1, screened.priority());
    assertEquals(Priority.P2, clocks("received Mon 10:00").priority());
  }

  @Test
  void aVersionAppliedIsTheLevelFromThenOn() {
    assertEquals("phone", clocks("received Mon 10:00, applied Mon 11:00 2").level().code());
  }

  @Test
  void aTargetThatTurnedSaysWhenByWhomAndToWhat() {
    Clock answer = clocks("received Mon 10:00, applied Mon 11:00 2").at(LATER).get(1);

    assertEquals(
        List.of(
            new Clock.Turn(
                week("Mon 11:00"),
                Optional.of(ANNA),
                Optional.empty(),
                Optional.of("phone"),
                Optional.empty(),
                Optional.of(Duration.ofHours(16)))),
        answer.turns());
    assertEquals(Duration.ofHours(16), answer.target());
  }

  @Test
  void aMergeSaysWhichTicketCameIn() {
    Clock charge =
        clocks("received Mon 10:00, ~received Mon 09:00, merged Mon 11:00").at(LATER).get(0);

    assertEquals(Optional.of(OTHER), charge.turns().get(0).merged());
    assertEquals(week("Mon 09:00"), charge.start());
  }

  @Test
  void aPausedClockSaysForWhatItWaitsAndWhatItWouldBeNow() {
    Clock resolution = clocks("received Mon 10:00, asked Mon 11:00").at(week("Mon 14:00")).get(2);

    assertEquals(Clock.State.PAUSED, resolution.state());
    assertEquals(Optional.of(WaitReason.TEST), resolution.waitsFor());
    assertEquals(Optional.of(week("Mon 11:00")), resolution.pausedSince());
    assertEquals(new Deadline(week("Thu 10:00")), resolution.due());
    assertEquals(
        List.of(
            "Mon 10:00-11:00 PT1H open",
            "Mon 11:00-14:00 PT0S paused.TEST",
            "Mon 14:00-18:00 PT4H open"),
        resolution.why().stream().limit(3).map(ClocksTest::line).toList());
  }

  private static String line(WhyLine line) {
    return "Mon %s-%s %s %s"
        .formatted(
            inRome(line.from()).substring(11),
            inRome(line.to()).substring(11),
            line.counted(),
            line.reasonKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "received Mon 10:00",
        "received Mon 20:00, asked Tue 11:00",
        "received Mon 10:00, asked Mon 19:00, wrote Tue 08:00, asked Tue 12:00, resumed Thu 12:00",
        "received Mon 10:00, answered Mon 11:00, asked Thu 10:00",
        "received Mon 10:00, asked Mon 11:00, resolved Fri 10:00, reopened Fri 11:00",
        "received Mon 10:00, applied Mon 11:00 2, wrote Mon 12:00",
        "received Mon 09:00, asked Mon 10:00, ~received Mon 09:30, ~asked Mon 11:00, merged Mon 12:00",
      })
  void everyDeadlineExplainsItselfToTheSecond(String story) {
    for (Clock clock : clocks(story).at(LATER)) {
      Instant at = clock.start();
      Duration counted = Duration.ZERO;
      for (WhyLine line : clock.why()) {
        assertEquals(at, line.from(), clock.kind() + " has no gap");
        at = line.to();
        counted = counted.plus(line.counted());
      }
      assertEquals(clock.due().at(), at, clock.kind() + " ends when it is due");
      assertEquals(clock.target(), counted, clock.kind() + " adds up");
    }
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
