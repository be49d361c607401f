package it.sportello.web.bench;

import it.sportello.web.harness.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What the callers of the bench send: different words each time, four platforms in turn. */
final class Requests {
  static final String AUTHORIZATION = "Authorization: Bearer " + Settings.TOKEN + "\r\n";

  private static final List<String> PLATFORMS = List.of("1042", "2077", "3150", "4001");
  static final List<String> DOMAINS =
      List.of("pasticceria-aurora", "libreria-minerva", "officina-verdi", "cantina-sole");

  private static final AtomicLong NUMBER = new AtomicLong();

  private Requests() {}

  static int ticket(Wire wire) throws java.io.IOException {
    long n = NUMBER.incrementAndGet();
    int of = (int) (n % PLATFORMS.size());
    String body =
        """
        {"platform":"%s","contact":"titolare@%s.example","subject":"La newsletter %d non parte",\
        "did":"Ho aperto la lista %d, scelto il modello di Natale e premuto Invia alle nove.",\
        "expected":"La spedizione comincia e la console mostra quanti contatti ha raggiunto.",\
        "happened":"Compare un errore dopo qualche secondo e la bozza resta dov'era, senza invii.",\
        "impact":"HINDERED","reference":{"list":"%d","message":"%d"}}"""
            .formatted(PLATFORMS.get(of), DOMAINS.get(of), n, n % 90, n % 9 + 1, n % 500);
    return wire.send(
        "POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + AUTHORIZATION
            + "Idempotency-Key: "
            + UUID.randomUUID()
            + "\r\n",
        body.getBytes(StandardCharsets.UTF_8));
  }

  static Load.Exchange page(String path, String session) {
    String head =
        " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Language: it\r\n"
            + "Cookie: sportello="
            + session
            + "\r\n";
    return wire -> wire.get("GET " + path.replace("{n}", any()) + head);
  }

  /** A number among the first hundred thousand. */
  private static String any() {
    return String.valueOf(10_001 + NUMBER.incrementAndGet() * 7_919 % 100_000);
  }
}
