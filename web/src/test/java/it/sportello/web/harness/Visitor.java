package it.sportello.web.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/** Somebody who calls the desk over HTTP. Redirects are not followed, cookies not learnt. */
public final class Visitor {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final String base;
  private final Map<String, String> headers;

  Visitor(String base, String cookie) {
    this(base, cookie.isEmpty() ? Map.of() : Map.of("Cookie", cookie));
  }

  private Visitor(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  /**
   * Anybody, at a desk that this test run has started besides the common one.
   *
   * @param base without a slash at the end
   */
  public static Visitor at(String base) {
    return new Visitor(base, "");
  }

  /** The same caller with one header more. */
  public Visitor with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Visitor(base, more);
  }

  /** The same caller, who names the next request so that a repeat is recognised. */
  public Visitor once() {
    return with("Idempotency-Key", UUID.randomUUID().toString());
  }

  public Visitor speaking(String language) {
    return with("Accept-Language", language);
  }

  public Answer get(String path) {
    return send("GET", path, Desk.none(), "");
  }

  public Answer post(String path, String json) {
    return send("POST", path, HttpRequest.BodyPublishers.ofString(json), "application/json");
  }

  public Answer post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> Answer.encode(e.getKey()) + "=" + Answer.encode(e.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        "POST",
        path,
        HttpRequest.BodyPublishers.ofString(body),
        "application/x-www-form-urlencoded");
  }

  public Answer put(String path, byte[] body, String type) {
    return send("PUT", path, HttpRequest.BodyPublishers.ofByteArray(body), type);
  }

  /** Sends the form of {@code page} that {@code css} selects, as a browser would. */
  public Answer submit(Document page, String css, Map<String, String> filled) {
    FormElement form = (FormElement) page.selectFirst(css);
    Map<String, String> values = new TreeMap<>();
    form.formData().forEach(field -> values.put(field.key(), field.value()));
    values.putAll(filled);
    return with("Sec-Fetch-Site", "same-origin").post(form.attr("action"), values);
  }

  /** What the door says, without going in: the status, and where to else. */
  public Knock knock(String method, String path) {
    boolean brings = method.equals("POST") || method.equals("PUT");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Sec-Fetch-Site", "same-origin")
            .method(method, brings ? HttpRequest.BodyPublishers.ofString("{}") : Desk.none());
    if (brings) {
      request.header("Content-Type", type(path));
    }
    headers.forEach(request::header);
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      return new Knock(response.statusCode(), response.headers().firstValue("Location").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String type(String path) {
    if (path.contains("/snapshot")) {
      return "application/jsonl";
    }
    return path.startsWith("/phone/") ? "application/x-www-form-urlencoded" : "application/json";
  }

  /** How a door answers. */
  public record Knock(int status, String location) {
    /** Whether whoever knocks has to prove who they are, or may not come in at all. */
    public boolean isRefusal() {
      return status == 401 || status == 403 || location.contains("/sign-in?");
    }
  }

  public Answer send(String method, String path, HttpRequest.BodyPublisher body, String type) {
    URI uri = URI.create(path.startsWith("http") ? path : base + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).method(method, body);
    headers.forEach(request::header);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
