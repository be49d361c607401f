package it.sportello.contacts;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A line of the trail as it is chained. Each part is written with its length, so that no two lines
 * read alike.
 */
record AuditLink(long id, Instant at, String actor, String action, String subject, byte[] source) {
  static final String CONTEXT = "audit";
  static final byte[] START = {};

  static AuditLink of(DataRow row) {
    byte[] source = row.get("source", byte[].class);
    return new AuditLink(
        Sql.id(row, "id"),
        row.get("at", Instant.class),
        Sql.text(row, "actor"),
        Sql.text(row, "action"),
        Sql.text(row, "subject"),
        source == null ? START : source);
  }

  /** What is marked: all of the line after the mark of the line before. */
  byte[] after(byte[] mark) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      part(out, mark);
      out.writeLong(id);
      part(out, at.toString().getBytes(StandardCharsets.UTF_8));
      part(out, actor.getBytes(StandardCharsets.UTF_8));
      part(out, action.getBytes(StandardCharsets.UTF_8));
      part(out, subject.getBytes(StandardCharsets.UTF_8));
      part(out, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void part(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
