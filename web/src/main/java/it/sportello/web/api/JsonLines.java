package it.sportello.web.api;

import it.sportello.web.problem.Unreadable;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON objects, one a line, each at most {@link Body#LIMIT} bytes; one line in memory at a time.
 */
final class JsonLines {
  private final InputStream stream;
  private final byte[] buffer = new byte[65_536];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(8192);
  private int start;
  private int end;
  private boolean tooLong;

  JsonLines(InputStream stream) {
    this.stream = stream;
  }

  /** Reads one line; false at the end. The rest of one that is too long is passed over. */
  boolean next() throws IOException {
    line.reset();
    tooLong = false;
    boolean any = false;
    while (start < end || filled()) {
      any = true;
      int stop = start;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      keep(stop - start);
      start = stop + 1;
      if (stop < end) {
        return true;
      }
    }
    return any;
  }

  private boolean filled() throws IOException {
    start = 0;
    end = stream.read(buffer);
    return end > 0;
  }

  private void keep(int bytes) {
    int room = Math.min(bytes, Body.LIMIT - line.size());
    line.write(buffer, start, room);
    tooLong |= room < bytes;
  }

  boolean isBlank() {
    return !tooLong && line.toString(StandardCharsets.UTF_8).isBlank();
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
