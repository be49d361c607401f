package it.sportello.notifications.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes written as a mark and two hex digits (RFC 2047 section 4.2, RFC 2231 section 4). */
final class Percent {
  private Percent() {}

  /** A mark without two hex digits after it stands for itself. */
  static byte[] decode(String text, char mark) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == mark ? digit(text, i + 1) : -1;
      int low = high >= 0 ? digit(text, i + 2) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else if (c < 0x80) {
        out.write(c);
      } else {
        int to = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
        out.writeBytes(text.substring(i, to).getBytes(StandardCharsets.UTF_8));
        i = to - 1;
      }
    }
    return out.toByteArray();
  }

  private static int digit(String text, int at) {
    return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
  }
}
