package it.sportello.launcher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Collectors;

/** What the authenticators of the try-out's people show now; the page reloads itself. */
final class CodesPage {
  private final Keys keys;
  private final Codes codes = new Codes(Clock.systemUTC());

  CodesPage(Keys keys) {
    this.keys = keys;
  }

  void answer(HttpExchange exchange) throws IOException {
    long left = codes.secondsLeft();
    exchange.getResponseHeaders().set("Refresh", String.valueOf(left));
    String rows =
        Keys.LOGINS.stream()
            .map(
                login ->
                    "<tr><th scope=\"row\">%s</th><td><code>%s</code></td></tr>"
                        .formatted(login, codes.now(keys.authenticator(login))))
            .collect(Collectors.joining());
    MailPages.page(
        exchange,
        "Codes",
        """
        <p><a href="/">All mails</a></p><h1>Codes for the second step</h1>
        <p>What an authenticator app would show, for %d more seconds. Each works once.</p>
        <table><thead><tr><th scope="col">Login</th><th scope="col">Code</th></tr></thead>
        <tbody>%s</tbody></table>
        """
            .formatted(left, rows));
  }
}
