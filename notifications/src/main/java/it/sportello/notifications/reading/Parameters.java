package it.sportello.notifications.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A structured field such as Content-Disposition: its value and its parameters, decoded (RFC 2045
 * section 5.1, RFC 2231, and encoded words where they do not belong). What is broken is left out.
 */
record Parameters(String value, Map<String, String> named) {
  static final Parameters NONE = new Parameters("", Map.of());
  private static final int MOST = 100;

  String get(String name) {
    return named.getOrDefault(name, "");
  }

  static Parameters parse(String field) {
    List<String> pieces = split(field);
    Map<String, String> plain = new HashMap<>();
    Map<String, TreeMap<Integer, String[]>> parts = new HashMap<>();
    for (String piece : pieces.subList(1, pieces.size())) {
      int equals = piece.indexOf('=');
      if (equals > 0) {
        read(piece.substring(0, equals).strip(), piece.substring(equals + 1).strip(), plain, parts);
      }
    }
    parts.forEach((name, chunks) -> plain.put(name, join(chunks)));
    return new Parameters(pieces.get(0).strip().toLowerCase(Locale.ROOT), plain);
  }

  /** {@code name}, {@code name*} and {@code name*2*}. The number of a lone one is 0. */
  private static void read(
      String rawName,
      String rawValue,
      Map<String, String> plain,
      Map<String, TreeMap<Integer, String[]>> parts) {
    String name = rawName.toLowerCase(Locale.ROOT);
    int star = name.indexOf('*');
    if (star < 0) {
      plain.putIfAbsent(name, EncodedWords.decode(unquote(rawValue)));
      return;
    }
    boolean encoded = name.endsWith("*");
    String number = name.substring(star + 1).replace("*", "");
    if (number.length() > 3 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    parts
        .computeIfAbsent(name.substring(0, star), key -> new TreeMap<>())
        .putIfAbsent(
            number.isEmpty() ? 0 : Integer.parseInt(number),
            new String[] {encoded ? "encoded" : "", unquote(rawValue)});
  }

  private static String join(TreeMap<Integer, String[]> chunks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String charset = "";
    for (var chunk : chunks.entrySet()) {
      boolean encoded = !chunk.getValue()[0].isEmpty();
      String text = chunk.getValue()[1];
      String[] head = chunk.getKey() == 0 && encoded ? text.split("'", 3) : new String[0];
      if (head.length == 3) {
        charset = head[0];
        text = head[2];
      }
      bytes.writeBytes(encoded ? Percent.decode(text, '%') : text.getBytes(StandardCharsets.UTF_8));
    }
    return charset.isEmpty()
        ? EncodedWords.decode(Charsets.guess(bytes.toByteArray()))
        : Charsets.decode(bytes.toByteArray(), charset);
  }

  /** At semicolons outside quotes; a quote that never closes ends with the field. */
  private static List<String> split(String field) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && quoted && i + 1 < field.length()) {
        piece.append(c).append(field.charAt(++i));
      } else if (c == ';' && !quoted && pieces.size() < MOST) {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        quoted ^= c == '"';
        piece.append(c);
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }

  private static String unquote(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    int end = value.length() > 1 && value.endsWith("\"") ? value.length() - 1 : value.length();
    String inside = value.substring(1, end);
    // A Windows path in quotes is a path, not a row of escapes.
    return inside.matches("(?s)[A-Za-z]:\\\\[^\\\\].*")
        ? inside
        : inside.replaceAll("\\\\(.)", "$1");
  }
}
