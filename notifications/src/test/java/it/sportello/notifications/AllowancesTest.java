package it.sportello.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.contacts.Allowances;
import jakarta.enterprise.inject.spi.Unmanaged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often somebody may call, with several nodes at one database. */
@Timeout(60)
class AllowancesTest {
  private final TestDesk desk = TestDesk.get();
  private final String name = "prova-" + UUID.randomUUID();

  @Test
  void threeNodesTogetherLetThroughWhatOneWould() {
    List<Allowances> nodes = Stream.generate(AllowancesTest::node).limit(3).toList();
    long start = System.nanoTime();
    int in = 0;
    boolean any = true;
    while (any) {
      any = false;
      for (Allowances node : nodes) {
        if (node.take(name, 600).isEmpty()) {
          in++;
          any = true;
        }
      }
    }
    double flownBack = Duration.ofNanos(System.nanoTime() - start).toMillis() * 600 / 60_000.0;

    assertTrue(in >= 570, "let through " + in);
    assertTrue(in <= 600 + flownBack + 1, "let through " + in + ", flown back " + flownBack);
  }

  @Test
  void whoIsRefusedIsToldHowLongToWaitAndNobodyElseWaits() {
    Allowances node = node();
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), node.take(name, 10));
    }

    Duration wait = node.take(name, 10).orElseThrow();

    assertTrue(wait.compareTo(Duration.ofSeconds(6)) <= 0 && !wait.isNegative(), wait.toString());
    assertEquals(Optional.empty(), node.take(name + "-other", 10));
    assertEquals(Optional.empty(), node.take(name, 0), "without end");
  }

  @Test
  void whatWasTakenFlowsBack() {
    for (int i = 0; i < 10; i++) {
      node().take(name, 10);
    }
    assertTrue(node().take(name, 10).isPresent());

    desk.run(
        "update contacts.allowance set empty_at = empty_at - interval '7 seconds' where name = '"
            + name
            + "'");

    assertEquals(Optional.empty(), node().take(name, 10));
    assertTrue(node().take(name, 10).isPresent());
  }

  /** Another node: it shares the database and nothing else. */
  private static Allowances node() {
    return new Unmanaged<>(Allowances.class).newInstance().produce().inject().get();
  }
}
