package it.sportello.web.api;

import it.sportello.web.problem.Unreadable;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON objects, one a line, each at most {@link Body#LIMIT} bytes; one line in memory at a time.
 */
final class JsonLines {
  private final InputStream stream;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(8192);
  private boolean tooLong;

  JsonLines(InputStream stream) {
    this.stream = new BufferedInputStream(stream, 65_536);
  }

  /** Reads one line; false at the end. The rest of one that is too long is passed over. */
  boolean next() throws IOException {
    line.reset();
    tooLong = false;
    int read;
    boolean any = false;
    while ((read = stream.read()) >= 0) {
      any = true;
      if (read == '\n') {
        return true;
      }
      if (line.size() < Body.LIMIT) {
        line.write(read);
      } else {
        tooLong = true;
      }
    }
    return any;
  }

  boolean isBlank() {
    return !tooLong && line.toString(java.nio.charset.StandardCharsets.UTF_8).isBlank();
  }

  boolean isTooLong() {
    return tooLong;
  }

  /**
   * @throws Unreadable when the line is no JSON object, or too long
   */
  JsonObject object() {
    if (tooLong) {
      throw new Unreadable(new IOException("the line is too long"));
    }
    return new Body(line.toByteArray()).object();
  }
}
