package it.sportello.entitlements.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Timeline TABLE =
      new Timeline(0, 1_000, new long[] {100, 300}, new long[] {200, 350});

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void coversFromItsFirstSecondUntilItsEnd() {
    assertTrue(TABLE.covers(0));
    assertTrue(TABLE.covers(999));
    assertFalse(TABLE.covers(-1));
    assertFalse(TABLE.covers(1_000));
  }

  @Test
  void theLastClosingIsKnownAndASecondLaterIsBeyond() {
    assertEquals(at(350), TABLE.add(at(100), Duration.ofSeconds(150)));
    assertEquals(Timeline.BEYOND, TABLE.add(at(100), Duration.ofSeconds(150, 1)));
    assertEquals(Timeline.BEYOND, TABLE.add(at(100), Duration.ofSeconds(151)));
    assertEquals(Timeline.BEYOND, TABLE.add(at(350), Duration.ofSeconds(1)));
  }

  @Test
  void nothingBeforeTheFirstOpeningIsTheFirstOpening() {
    assertEquals(at(100), TABLE.add(at(50), Duration.ZERO));
    assertEquals(at(200), TABLE.add(at(200), Duration.ZERO));
    assertEquals(at(300), TABLE.add(at(201), Duration.ZERO));
  }

  @Test
  void aTableWithoutOpeningsKnowsNoDeadline() {
    Timeline none = new Timeline(0, 1_000, new long[0], new long[0]);

    assertEquals(Timeline.BEYOND, none.add(at(10), Duration.ofSeconds(1)));
    assertEquals(Duration.ZERO, none.between(at(10), at(900)));
    assertFalse(none.openAt(10));
  }

  @Test
  void aNumberIsFoundWhereverTheOthersCrowd() {
    assertAllFound();
    assertAllFound(7);
    assertAllFound(0, 1, 2, 3, 4, 5, 6, 7);
    assertAllFound(-50, -49, -48, 0, 100_000, 100_001, 100_002, 100_003, 100_004, 1L << 40);
    assertAllFound(LongStream.range(0, 300).map(i -> i * i * i - 1_000).toArray());
  }

  private static void assertAllFound(long... values) {
    Rising rising = new Rising(values);
    LongStream.concat(Arrays.stream(values), LongStream.of(-1L << 41, 1L << 41, 12))
        .flatMap(v -> LongStream.of(v - 1, v, v + 1, v + 1_000, v + 70_000))
        .forEach(
            x ->
                assertEquals(
                    Arrays.stream(values).filter(v -> v <= x).count(),
                    rising.above(x),
                    () -> x + " in " + Arrays.toString(values)));
  }
}
