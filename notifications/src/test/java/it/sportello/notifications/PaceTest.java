package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 60, 90, 600})
  void aBacklogGoesOutAsFastAsTheRelayAllowsAndNoFaster(int perMinute) {
    Pace pace = new Pace(perMinute, 0);
    int sent = 0;
    for (long now = 0; now <= 10 * 60 * SECOND; now += SECOND / 4) {
      int room = Math.min(50, pace.room(now));
      pace.sent(room);
      sent += room;
    }

    int burst = Math.max(1, perMinute / 60);
    assertTrue(sent >= 10 * perMinute - 1 && sent <= 10 * perMinute + burst + 1, sent + " sent");
  }

  @Test
  void anHourOfRestSavesUpNoMoreThanASecondsWorth() {
    Pace pace = new Pace(600, 0);
    assertEquals(10, pace.room(3_600 * SECOND));
  }

  @Test
  void noLimitIsNone() {
    assertEquals(Integer.MAX_VALUE, new Pace(0, 0).room(0));
  }
}
