package it.sportello.notifications;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks a server for an access token (RFC 6749 sections 4.4 and 6). It is led nowhere else, and its
 * answer is read up to {@value #LARGEST} bytes.
 */
final class TokenEndpoint {
  private static final int LARGEST = 64 * 1024;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final long SECONDS_UNSAID = 300;
  private static final int OK = 200;

  private TokenEndpoint() {}

  /**
   * @param refreshToken another one to use from now on
   */
  record Granted(String token, Duration time, Optional<String> refreshToken) {
    @Override
    public String toString() {
      return "Granted[" + time + "]";
    }
  }

  static Granted ask(ServerKey key) throws TokenRefused {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", key.client());
    put(form, "client_secret", key.secret());
    put(form, "scope", key.scope());
    if (key.signIn() == Mailbox.SignIn.REFRESH_TOKEN) {
      form.put("grant_type", "refresh_token");
      form.put("refresh_token", key.refreshToken());
    } else {
      form.put("grant_type", "client_credentials");
    }
    return granted(post(key.tokenUrl(), form));
  }

  private static void put(Map<String, String> form, String name, String value) {
    if (!value.isEmpty()) {
      form.put(name, value);
    }
  }

  private static JsonObject post(String address, Map<String, String> form) throws TokenRefused {
    byte[] body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    try {
      URL url = URI.create(address).toURL();
      for (InetAddress each : InetAddress.getAllByName(url.getHost())) {
        if (GuardedSockets.isForbidden(each)) {
          throw new TokenRefused("forbidden address");
        }
      }
      HttpURLConnection line = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
      line.setInstanceFollowRedirects(false);
      line.setConnectTimeout(PATIENCE_MILLIS);
      line.setReadTimeout(PATIENCE_MILLIS);
      line.setRequestMethod("POST");
      line.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      line.setRequestProperty("Accept", "application/json");
      line.setDoOutput(true);
      line.getOutputStream().write(body);
      int status = line.getResponseCode();
      JsonObject answer = json(status == OK ? line.getInputStream() : line.getErrorStream());
      if (status != OK) {
        throw new TokenRefused("status " + status + " " + word(answer.getString("error", "")));
      }
      return answer;
    } catch (TokenRefused e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new TokenRefused("no answer that can be read", e);
    }
  }

  private static JsonObject json(InputStream in) throws IOException {
    if (in == null) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (in;
        var reader = Json.createReader(new ByteArrayInputStream(in.readNBytes(LARGEST)))) {
      return reader.readObject();
    } catch (JsonException e) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }

  private static Granted granted(JsonObject answer) throws TokenRefused {
    String token = answer.getString("access_token", "");
    // What is put between control characters of a command must not hold any itself.
    if (!token.matches("[\\x21-\\x7e]{1,16384}")) {
      throw new TokenRefused("no token in the answer");
    }
    long seconds =
        answer.get("expires_in") instanceof JsonNumber number ? number.longValue() : SECONDS_UNSAID;
    return new Granted(
        token,
        Duration.ofSeconds(Math.max(0, Math.min(seconds, Duration.ofDays(1).toSeconds()))),
        Optional.of(answer.getString("refresh_token", "")).filter(next -> !next.isEmpty()));
  }

  /** The protocol's own words, RFC 6749 section 5.2, and nothing else. */
  private static String word(String error) {
    return error.matches("[a-z_]{1,40}") ? error : "";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
