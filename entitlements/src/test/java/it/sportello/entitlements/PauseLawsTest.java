package it.sportello.entitlements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import it.sportello.entitlements.calendar.BusinessCalendar;
import it.sportello.entitlements.calendar.Calendars;
import it.sportello.entitlements.calendar.WhyLine;
import it.sportello.ticketing.TicketId;
import it.sportello.ticketing.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws over 20,000 random stories each, around both nights on which the clocks change. */
class PauseLawsTest {
  private static final int CASES = Integer.getInteger("pause.cases", 20_000);
  private static final List<BusinessCalendar> CALENDARS =
      List.of(Calendars.office(), Calendars.allDay());
  private static final List<Instant> AROUND =
      List.of(Instant.parse("2027-03-20T00:00:00Z"), Instant.parse("2027-10-23T00:00:00Z"));

  private final Random random = new Random(20261122);

  @Test
  void addingAPauseNeverBringsADeadlineForward() {
    for (int i = 0; i < CASES; i++) {
      Story story = story();
      Instant before = story.counting().due();
      story.wait(random);

      Instant after = story.counting().due();

      assertFalse(after.isBefore(before), story::toString);
    }
  }

  @Test
  void theDeadlineMovesByTheOpeningTimeOfThePauses() {
    for (int i = 0; i < CASES; i++) {
      Counting counting = story().counting();
      Instant due = counting.due();
      Duration paused =
          counting.pauses().stream()
              .filter(p -> p.from().isBefore(due))
              .map(p -> counting.calendar().between(p.from(), p.to()))
              .reduce(Duration.ZERO, Duration::plus);

      assertEquals(
          counting.target().plus(paused),
          counting.calendar().between(counting.start(), due),
          counting::toString);
    }
  }

  @Test
  void theLinesAddUpToTheTarget() {
    for (int i = 0; i < CASES / 10; i++) {
      Counting counting = story().counting();
      List<WhyLine> lines = counting.why();

      assertEquals(
          counting.target(),
          lines.stream().map(WhyLine::counted).reduce(Duration.ZERO, Duration::plus),
          counting::toString);
      assertEquals(counting.due(), lines.get(lines.size() - 1).to(), counting::toString);
    }
  }

  @Test
  void theUnionOfPausesIsAsLongAsTheSecondsInAnyOfThem() {
    for (int i = 0; i < 300; i++) {
      Instant start = AROUND.get(0);
      boolean[] waits = new boolean[3600];
      Pauses pauses = new Pauses();
      for (int n = 0; n < 6; n++) {
        int from = random.nextInt(3000);
        int to = from + random.nextInt(600);
        Optional<TicketId> of = Optional.of(new TicketId(n));
        pauses.begin(of, WaitReason.TEST, start.plusSeconds(from));
        pauses.end(of, start.plusSeconds(to));
        for (int second = from; second < to; second++) {
          waits[second] = true;
        }
      }

      int expected = 0;
      for (boolean waiting : waits) {
        expected += waiting ? 1 : 0;
      }
      long told =
          pauses.between(start, start.plusSeconds(3600)).stream()
              .mapToLong(p -> Duration.between(p.from(), p.to()).toSeconds())
              .sum();
      assertEquals(expected, told);
    }
  }

  private Story story() {
    Instant start =
        AROUND.get(random.nextInt(AROUND.size())).plusSeconds(random.nextInt(14 * 86_400));
    Story story =
        new Story(
            CALENDARS.get(random.nextInt(CALENDARS.size())),
            start,
            Duration.ofSeconds(1 + random.nextInt(40 * 3600)),
            new Pauses(),
            new ArrayList<>());
    for (int n = random.nextInt(4); n > 0; n--) {
      story.wait(random);
    }
    return story;
  }

  private record Story(
      BusinessCalendar calendar, Instant start, Duration target, Pauses pauses, List<String> told) {

    /** As if on yet another merged ticket, so that pauses may overlap. */
    void wait(Random random) {
      Optional<TicketId> of = Optional.of(new TicketId(told.size() + 1L));
      Instant from = start.plusSeconds(random.nextInt(10 * 86_400) - 86_400);
      Instant to = from.plusSeconds(random.nextInt(4 * 86_400));
      pauses.begin(of, WaitReason.values()[random.nextInt(3)], from);
      pauses.end(of, to);
      told.add(from + " - " + to);
    }

    Counting counting() {
      return new Counting(calendar, start, target, pauses.between(start, Instant.MAX));
    }
  }
}
