package it.sportello.web.widget;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import it.sportello.web.problem.TooManyRequests;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1000);
  private final Throttle throttle = new Throttle(ticks::get);

  @Test
  void aMinutesShareMayBeTakenAtOnceAndNoMore() {
    for (int i = 0; i < 10; i++) {
      throttle.take("a", 10);
    }

    var refused = assertThrows(TooManyRequests.class, () -> throttle.take("a", 10));

    assertEquals(Duration.ofSeconds(7), refused.retryAfter());
    assertDoesNotThrow(() -> throttle.take("b", 10));
  }

  @Test
  void whatWasTakenFlowsBackEvenly() {
    for (int i = 0; i < 10; i++) {
      throttle.take("a", 10);
    }

    ticks.addAndGet(Duration.ofSeconds(6).toNanos());

    throttle.take("a", 10);
    assertThrows(TooManyRequests.class, () -> throttle.take("a", 10));
  }
}
