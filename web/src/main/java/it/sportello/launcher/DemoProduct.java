package it.sportello.launcher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendor's demo product, a site of its own that shows the desk's form. Its server side does
 * what any vendor's would: it knows who is signed in to the product and signs that for the desk,
 * for two minutes.
 */
final class DemoProduct {

  private static final long LIFE_SECONDS = 120;

  /** Who is signed in: the platform's code and the first half of the contact's address. */
  private static final Pattern USER =
      Pattern.compile("(?:^|; ?)demo_user=([0-9]+)(?:/|%2F)(titolare|newsletter)(?:;|$)");

  private static final Map<String, String> DOMAINS =
      Map.of(
          "1042", "pasticceria-aurora.example",
          "2077", "libreria-minerva.example",
          "3150", "officina-verdi.example",
          "4001", "cantina-sole.example");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webp", "image/webp");

  private final String desk;
  private final DemoKey key;

  DemoProduct(String desk, DemoKey key) {
    this.desk = desk;
    this.key = key;
  }

  void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/sportello-token")) {
      token(exchange);
      return;
    }
    page(exchange, path.equals("/") ? "/index.html" : path);
  }

  private void token(HttpExchange exchange) throws IOException {
    String claims = claims(exchange.getRequestHeaders().getFirst("Cookie"), Web.query(exchange));
    Web.text(exchange, 200, "application/json", "{\"token\":\"" + key.sign(claims) + "\"}");
  }

  /**
   * Nothing that a browser sent goes in unread: codes and addresses from our list, ids of digits.
   */
  private String claims(String cookies, Map<String, String> query) {
    Matcher user = USER.matcher(cookies == null ? "" : cookies);
    boolean known = user.find() && DOMAINS.containsKey(user.group(1));
    String platform = known ? user.group(1) : "1042";
    String contact = (known ? user.group(2) : "titolare") + '@' + DOMAINS.get(platform);
    long now = Instant.now().getEpochSecond();
    return """
        {"iss":"demo","aud":"%s","sub":"%s","platform":"%s","contact":"%s",\
        "context":{"list":"%s","message":"%s"},"iat":%d,"exp":%d,"jti":"%s"}"""
        .formatted(
            desk,
            contact,
            platform,
            contact,
            digits(query.get("list")),
            digits(query.get("message")),
            now,
            now + LIFE_SECONDS,
            UUID.randomUUID());
  }

  private static String digits(String text) {
    return text != null && text.matches("[0-9]{1,9}") ? text : "";
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
    byte[] content =
        path.matches("/[a-z0-9-]+\\.[a-z]+") && !type.isEmpty() ? read(path) : new byte[0];
    if (content.length == 0) {
      Web.text(exchange, 404, "text/plain", "There is no such page.");
      return;
    }
    exchange.getResponseHeaders().set("Content-Security-Policy", policy());
    Web.bytes(exchange, 200, type, type.startsWith("text/html") ? withDesk(content) : content);
  }

  private byte[] withDesk(byte[] page) {
    return new String(page, StandardCharsets.UTF_8)
        .replace("{{desk}}", desk)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] read(String path) throws IOException {
    try (InputStream file = DemoProduct.class.getResourceAsStream("demo" + path)) {
      return file == null ? new byte[0] : file.readAllBytes();
    }
  }

  /** As strict as a careful vendor's would be: the form must work under it. */
  private String policy() {
    return "default-src 'none'; script-src 'self' %s; connect-src 'self' %s; style-src 'self'; img-src 'self' blob: data:; media-src blob:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        .formatted(desk, desk);
  }
}
