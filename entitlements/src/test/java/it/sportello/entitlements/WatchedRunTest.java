package it.sportello.entitlements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.sportello.ticketing.Deadline;
import it.sportello.ticketing.PromiseKind;
import it.sportello.ticketing.Severity;
import it.sportello.ticketing.TicketId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedRunTest {
  private static final LevelVersion LEVEL = TestLevels.phone();
  private static final Instant START = at("2026-11-23T09:00:00+01:00");

  /** Four working hours from nine: due at one, near at twelve. */
  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-23T09:00:00+01:00 | -      | 2026-11-23T12:00:00+01:00
          2026-11-23T11:59:59+01:00 | -      | 2026-11-23T12:00:00+01:00
          2026-11-23T12:00:00+01:00 | NEAR   | 2026-11-23T13:00:01+01:00
          2026-11-23T13:00:00+01:00 | NEAR   | 2026-11-23T13:00:01+01:00
          2026-11-23T13:00:00.5+01:00 | -    | 2026-11-23T13:00:01+01:00
          2026-11-23T13:00:01+01:00 | MISSED | -
          2027-01-01T00:00:00+01:00 | MISSED | -
          """)
  void aClockIsLookedAtWhenItIsNearAndWhenItIsMissed(String now, String mark, String again) {
    WatchedRun.Step step = run(true).stepAt(at(now), Nearness.DEFAULT);

    assertEquals(mark, step.mark().map(Enum::name).orElse("-"));
    assertEquals(
        again.equals("-") ? Optional.empty() : Optional.of(at(again)), step.again(), "next look");
  }

  @Test
  void aPromiseThatWasNotComputedIsNeverNear() {
    WatchedRun.Step step = run(false).stepAt(at("2026-11-23T12:30:00+01:00"), Nearness.DEFAULT);

    assertEquals(Optional.empty(), step.mark());
  }

  @Test
  void whatIsMissedAtClosingIsForThePeopleOfTheNextOpening() {
    var missed =
        (EntitlementEvent.PromiseMissed)
            run(true).announcement(WatchedRun.Mark.MISSED, at("2026-11-23T18:00:01+01:00"));

    assertEquals(at("2026-11-24T09:00:00+01:00"), missed.onDuty());
  }

  @Test
  void whatIsNearInOpeningHoursIsForThePeopleThere() {
    Instant now = at("2026-11-23T12:00:00+01:00");
    var near = (EntitlementEvent.PromiseNear) run(true).announcement(WatchedRun.Mark.NEAR, now);

    assertEquals(now, near.onDuty());
  }

  private static WatchedRun run(boolean computed) {
    return new WatchedRun(
        new TicketId(1),
        PromiseKind.TAKE_IN_CHARGE,
        1,
        START,
        new Deadline(at("2026-11-23T13:00:00+01:00")),
        LEVEL,
        computed ? LEVEL.target(PromiseKind.TAKE_IN_CHARGE, Severity.NORMAL) : Optional.empty());
  }

  private static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
