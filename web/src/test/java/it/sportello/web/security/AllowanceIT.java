package it.sportello.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.sportello.web.harness.Answer;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Patience;
import it.sportello.web.harness.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever calls without end is held back, on every way in, and nobody else is. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AllowanceIT {
  private final Desk desk = Desk.running();

  @Test
  void aNetworkThatHasCalledTooOftenIsHeldBackOnEveryRoute() {
    String network = network();
    exhaust("network:" + network, 300);
    Visitor stranger = desk.anybody().with("X-Forwarded-For", network);
    List<String> open =
        RightsMatrixIT.rows().stream()
            .map(row -> row[1].split(" +", 2))
            .filter(request -> stranger.knock(request[0], request[1]).status() != 429)
            .map(request -> request[1])
            .toList();

    assertEquals(
        List.of("/health/live", "/health/mail", "/health/ready", "/widget/sportello.js"), open);
    desk.anybody().with("X-Forwarded-For", network()).get("/sign-in").expect(200);
  }

  @Test
  void aProgramIsHeldBackFromWhereverItCallsAndIsToldForHowLong() {
    Visitor program = desk.simpleProgram();
    Visitor other = desk.simpleProgram();
    long id = desk.sql().number("select max(id) - 1 from contacts.integration");
    exhaust("integration:" + id, 60);

    for (String network : List.of(network(), network())) {
      Answer held =
          program.with("X-Forwarded-For", network).speaking("it").get("/api/v1/queue").expect(429);

      int seconds = Integer.parseInt(held.header("Retry-After"));
      assertTrue(seconds > 0 && seconds <= 61, held.header("Retry-After"));
      assertEquals("application/problem+json", held.header("Content-Type").split(";")[0]);
      assertEquals("urn:sportello:problem:too-many", held.at("/type"));
      assertEquals("Riprovare tra " + seconds + " secondi.", held.at("/detail"));
    }
    other.get("/api/v1/queue").expect(200);
  }

  @Test
  void aPersonIsToldInWordsAndTheirColleagueGoesOn() {
    long reader =
        desk.sql()
            .number(
                "select contact from contacts.contact_address"
                    + " where address_key = 'newsletter@officina-verdi.example'");
    exhaust("contact:" + reader, 300);

    // What a desk has taken from the common bucket before, it spends first.
    Visitor visitor = desk.customer("newsletter@officina-verdi.example").speaking("it");
    Answer held =
        Patience.until(
            Duration.ofSeconds(20),
            "the person to be held back",
            () -> Optional.of(visitor.get("/my")).filter(answer -> answer.status() == 429));

    assertTrue(held.html().text().contains("Troppe richieste"), held.body());
    assertFalse(held.header("Retry-After").isEmpty());
    desk.customer("titolare@officina-verdi.example").get("/my").expect(200);
    desk.sql().run("delete from contacts.allowance where name = ?", "contact:" + reader);
  }

  /** As if it had called so often just now that its bucket is full again only after so long. */
  private void exhaust(String name, int seconds) {
    desk.sql()
        .run(
            """
            insert into contacts.allowance (name, empty_at)
            values (?, now() + ? * interval '1 second')
            on conflict (name) do update set empty_at = excluded.empty_at
            """,
            name,
            seconds);
  }

  private static String network() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }
}
