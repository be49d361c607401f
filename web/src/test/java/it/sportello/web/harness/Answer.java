package it.sportello.web.harness;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What the desk answered. */
public final class Answer {
  private final HttpResponse<byte[]> response;

  Answer(HttpResponse<byte[]> response) {
    this.response = response;
  }

  public int status() {
    return response.statusCode();
  }

  public String body() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    return response.body();
  }

  /** Empty when there is no such header. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** All values of a header, in their order. */
  public List<String> headers(String name) {
    return response.headers().allValues(name);
  }

  /** This answer, when it has that status. */
  public Answer expect(int status) {
    if (status() != status) {
      throw new AssertionError(
          response.request().method()
              + " "
              + response.uri().getPath()
              + ": expected "
              + status
              + ", was "
              + status()
              + " "
              + header("Location")
              + "\n"
              + body());
    }
    return this;
  }

  public Map<String, Object> json() {
    try {
      return JSONObjectUtils.parse(body());
    } catch (ParseException e) {
      throw new AssertionError("no JSON object: " + body(), e);
    }
  }

  /**
   * The value at a JSON pointer (RFC 6901, without escapes), such as {@code /errors/0/pointer}; as
   * text, empty when there is none.
   */
  public String at(String pointer) {
    Object value = json();
    for (String step : pointer.substring(1).split("/")) {
      value = step(value, step);
    }
    return value instanceof Double number && number == Math.rint(number)
        ? String.valueOf(number.longValue())
        : String.valueOf(value);
  }

  private static Object step(Object value, String step) {
    if (value instanceof Map<?, ?> map && map.containsKey(step)) {
      return map.get(step);
    }
    if (value instanceof List<?> list
        && step.matches("\\d+")
        && Integer.parseInt(step) < list.size()) {
      return list.get(Integer.parseInt(step));
    }
    return "";
  }

  public Document html() {
    return Jsoup.parse(body(), response.uri().toString());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
