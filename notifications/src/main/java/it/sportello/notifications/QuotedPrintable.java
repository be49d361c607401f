package it.sportello.notifications;

import java.nio.charset.StandardCharsets;

/** RFC 2045 section 6.7, for text whose lines end with LF or CR LF. */
final class QuotedPrintable {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final int LINE = 75;

  private QuotedPrintable() {}

  static String encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length + bytes.length / 8);
    int column = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      boolean lineEnd = b == '\n' || (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n');
      if (lineEnd) {
        i += b == '\r' ? 1 : 0;
        out.append("\r\n");
        column = 0;
        continue;
      }
      boolean plain = isPlain(bytes, i, column);
      int width = plain ? 1 : 3;
      if (column + width > LINE) {
        out.append("=\r\n");
        column = 0;
        plain = isPlain(bytes, i, column);
        width = plain ? 1 : 3;
      }
      if (plain) {
        out.append((char) b);
      } else {
        out.append('=').append(HEX[b >> 4]).append(HEX[b & 15]);
      }
      column += width;
    }
    return out.toString();
  }

  /** A blank at the end of a line, and a dot or "From " at its beginning, meet meddling servers. */
  private static boolean isPlain(byte[] bytes, int at, int column) {
    int b = bytes[at];
    if (b == ' ' || b == '\t') {
      return at + 1 < bytes.length && bytes[at + 1] != '\n' && bytes[at + 1] != '\r';
    }
    if (column == 0 && (b == '.' || b == 'F')) {
      return false;
    }
    return b > ' ' && b < 0x7f && b != '=';
  }
}
