package it.sportello.notifications.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a mail as it came, each field with its folding, in the order of its lines.
 *
 * @param cut whether it went on beyond the limit
 */
public record RawHeader(List<Field> fields, boolean cut) {
  private static final int MOST_BYTES = 256 * 1024;

  /**
   * One field.
   *
   * @param name in lower case
   * @param raw name and value, lines parted by CR LF, without the last one
   */
  public record Field(String name, String raw) {
    /** The value on one line. */
    public String value() {
      return raw.substring(raw.indexOf(':') + 1).replaceAll("\r\n(?=[ \t])", "").strip();
    }
  }

  /**
   * @param mail read up to the blank line that ends the header, so that the body comes next
   */
  public static RawHeader read(InputStream mail) throws IOException {
    List<Field> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    int bytes = 0;
    for (String line = line(mail); !line.isEmpty(); line = line(mail)) {
      bytes += line.length();
      if (bytes > MOST_BYTES || fields.size() > MailReader.HEADERS) {
        return new RawHeader(List.copyOf(fields), true);
      }
      if (line.startsWith(" ") || line.startsWith("\t")) {
        field.append(field.isEmpty() ? "" : "\r\n").append(line);
      } else {
        add(field, fields);
        field.setLength(0);
        field.append(line);
      }
    }
    add(field, fields);
    return new RawHeader(List.copyOf(fields), false);
  }

  public List<Field> named(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return fields.stream().filter(field -> field.name().equals(key)).toList();
  }

  private static void add(StringBuilder raw, List<Field> fields) {
    int colon = raw.indexOf(":");
    if (colon > 0) {
      String name = raw.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      fields.add(new Field(name, raw.toString()));
    }
  }

  /** Without its end, be it CR LF or LF; empty at the blank line and at the end. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(120);
    int c = in.read();
    while (c >= 0 && c != '\n' && line.size() <= MOST_BYTES) {
      line.write(c);
      c = in.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
