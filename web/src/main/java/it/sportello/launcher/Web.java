package it.sportello.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small site of the try-out on 127.0.0.1, with the answers and refusals that its pages share. */
final class Web implements AutoCloseable {

  private static final int LONGEST_FORM = 1 << 20;

  /** Answers one request; what it throws becomes a 500 without words. */
  interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final int port;

  private Web(HttpServer server, ExecutorService threads, int port) {
    this.server = server;
    this.threads = threads;
    this.port = port;
  }

  static Web open(int port, Page page) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Web web = new Web(server, threads, port);
    server.setExecutor(threads);
    server.createContext("/", exchange -> web.guarded(exchange, page));
    server.start();
    return web;
  }

  /**
   * A page elsewhere must neither read these pages under a name of its own (DNS rebinding) nor send
   * their forms.
   */
  private void guarded(HttpExchange exchange, Page page) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      if (!isOurs(host)) {
        text(exchange, 421, "text/plain", "This is another site.");
        return;
      }
      if (exchange.getRequestMethod().equals("POST") && !cameFromUs(exchange, host)) {
        text(exchange, 403, "text/plain", "This came from another site.");
        return;
      }
      page.answer(exchange);
    } catch (RuntimeException e) {
      System.err.println("Sportello: a page of the try-out failed: " + e);
    }
  }

  private boolean isOurs(String host) {
    return ("localhost:" + port).equals(host) || ("127.0.0.1:" + port).equals(host);
  }

  private static boolean cameFromUs(HttpExchange exchange, String host) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    return origin == null || origin.equals("http://" + host);
  }

  static void text(HttpExchange exchange, int status, String type, String body) throws IOException {
    bytes(exchange, status, type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static void bytes(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.putIfAbsent("Cache-Control", java.util.List.of("no-store"));
    boolean head = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(303, -1);
  }

  static Map<String, String> query(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    return values(uri.getRawQuery() == null ? "" : uri.getRawQuery());
  }

  static Map<String, String> form(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      return values(new String(body.readNBytes(LONGEST_FORM), StandardCharsets.UTF_8));
    }
  }

  private static Map<String, String> values(String encoded) {
    Map<String, String> values = new HashMap<>();
    for (String pair : encoded.split("&")) {
      String[] halves = pair.split("=", 2);
      values.put(decode(halves[0]), halves.length == 2 ? decode(halves[1]) : "");
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
