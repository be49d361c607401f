package it.sportello.web.harness;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;

/**
 * A browser without script: it learns cookies and follows nothing. Each has a network of its own.
 */
public final class Surfer {
  private final Visitor visitor;
  private final String address;
  private final Map<String, String> cookies = new TreeMap<>();

  private Surfer(Visitor visitor, String address) {
    this.visitor = visitor;
    this.address = address;
    cookies.put("language", "en");
  }

  public static Surfer at(Visitor anybody) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String address =
        "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    return at(anybody, address);
  }

  /** Somebody else on the same network. */
  public static Surfer at(Visitor anybody, String address) {
    return new Surfer(
        anybody.with("X-Forwarded-For", address).with("Accept-Language", "en"), address);
  }

  public String address() {
    return address;
  }

  /** What somebody has who copies its cookies now. */
  public Surfer copy() {
    Surfer copy = new Surfer(visitor, address);
    copy.cookies.putAll(cookies);
    return copy;
  }

  /** Empty when there is none. */
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  public Surfer bring(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  public Surfer forget(String name) {
    cookies.remove(name);
    return this;
  }

  public Answer get(String path) {
    return learn(who().get(path));
  }

  public Answer post(String path, Map<String, String> form) {
    return learn(who().with("Sec-Fetch-Site", "same-origin").post(path, form));
  }

  public Answer submit(Document page, String css, Map<String, String> filled) {
    return learn(who().submit(page, css, filled));
  }

  /** Who this is for a request of another kind. */
  public Visitor who() {
    return visitor.with(
        "Cookie",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
  }

  private Answer learn(Answer answer) {
    for (String header : answer.headers("Set-Cookie")) {
      String[] pair = header.split(";", 2)[0].split("=", 2);
      if (pair[1].replace("\"", "").isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }
}
