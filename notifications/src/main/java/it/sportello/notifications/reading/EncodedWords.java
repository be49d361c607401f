package it.sportello.notifications.reading;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 2047 as it is met: words with spaces inside, in quoted strings, of unknown charsets, and
 * characters torn in two between neighbouring words (which section 5 forbids and many do).
 */
final class EncodedWords {
  private static final Pattern WORD =
      Pattern.compile(
          "=\\?([^?\\s*]{1,40}+)(?:\\*[^?\\s]{0,20}+)?\\?([BbQq])\\?([^?]{0,65536}+)\\?=");

  private EncodedWords() {}

  static String decode(String raw) {
    if (!raw.contains("=?")) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length());
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    String charset = "";
    int end = 0;
    Matcher word = WORD.matcher(raw);
    while (word.find()) {
      String between = raw.substring(end, word.start());
      boolean neighbour = end > 0 && between.isBlank();
      if (!neighbour || !charset.equalsIgnoreCase(word.group(1))) {
        flush(pending, charset, out);
        out.append(neighbour ? "" : between);
      }
      charset = word.group(1);
      pending.writeBytes(bytes(word.group(2), word.group(3)));
      end = word.end();
    }
    flush(pending, charset, out);
    return out.append(raw, end, raw.length()).toString();
  }

  private static void flush(ByteArrayOutputStream pending, String charset, StringBuilder out) {
    if (pending.size() > 0) {
      out.append(Charsets.decode(pending.toByteArray(), charset));
      pending.reset();
    }
  }

  private static byte[] bytes(String encoding, String text) {
    return "b".equalsIgnoreCase(encoding) ? base64(text) : quoted(text);
  }

  /** Padding and strangers' characters are forgiven. */
  private static byte[] base64(String text) {
    String clean = text.replaceAll("[^A-Za-z0-9+/]", "");
    String whole = clean.length() % 4 == 1 ? clean.substring(0, clean.length() - 1) : clean;
    return Base64.getDecoder().decode(whole);
  }

  private static byte[] quoted(String text) {
    return Percent.decode(text.replace('_', ' '), '=');
  }
}
