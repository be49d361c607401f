package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Random MIDDLE =
      new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
          return 0.5;
        }
      };

  @Test
  void theFirstWaitIsHalfAMinuteAndTheLongestFourHours() {
    assertEquals(Duration.ofSeconds(30), Backoff.after(1, MIDDLE));
    assertEquals(Duration.ofMinutes(1), Backoff.after(2, MIDDLE));
    assertEquals(Duration.ofHours(4), Backoff.after(40, MIDDLE));
  }

  @Test
  void aMailIsGivenUpAfterSomeThreeDays() {
    Duration sum = Duration.ZERO;
    int attempt = 1;
    while (!Backoff.isOver(attempt)) {
      sum = sum.plus(Backoff.after(attempt++, MIDDLE));
    }
    assertTrue(sum.compareTo(Duration.ofHours(66)) > 0, sum.toString());
    assertTrue(sum.compareTo(Duration.ofHours(78)) < 0, sum.toString());
    assertFalse(Backoff.isOver(1));
  }
}
