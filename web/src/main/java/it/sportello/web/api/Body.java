package it.sportello.web.api;

import it.sportello.web.problem.Unreadable;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NoSuchElementException;

/** The bytes of a request, all of them. */
record Body(byte[] bytes) {
  static final int LIMIT = 1_048_576;
  private static final JsonParserFactory JSON =
      JsonProvider.provider().createParserFactory(Map.of());

  /**
   * @throws ClientErrorException 413 when there are more than {@link #LIMIT}
   */
  static Body whole(InputStream stream) throws IOException {
    var bytes = stream.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return new Body(bytes);
  }

  /**
   * What it says, in UTF-8.
   *
   * @throws Unreadable when it is no JSON object
   */
  JsonObject object() {
    try (var parser = JSON.createParser(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      if (parser.next() != JsonParser.Event.START_OBJECT) {
        throw new JsonException("an object is expected");
      }
      var object = parser.getObject();
      if (parser.hasNext()) {
        throw new JsonException("one object is expected");
      }
      return object;
    } catch (JsonException | NoSuchElementException e) {
      throw new Unreadable(e);
    }
  }

  /** In lower-case hex digits. */
  String sha256() {
    return sha256("");
  }

  /** Of the body and of what it was sent to, so that one key does not serve for two addresses. */
  String sha256(String address) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(address.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
