package it.sportello.notifications.reading;

/** Plain text as it may be stored and shown. */
final class Plain {
  private Plain() {}

  /** Lines end with LF; control characters but the tab, and halves of characters, are gone. */
  static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        out.append(i + 1 < text.length() && text.charAt(i + 1) == '\n' ? "" : "\n");
      } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
        i += whole(text, i, out);
      }
    }
    return out.toString();
  }

  /** One line: line ends and tabs become spaces, direction overrides are gone. */
  static String line(String text) {
    return clean(text)
        .replaceAll("[\\n\\t\\u2028\\u2029]+", " ")
        .replaceAll("[\\u202a-\\u202e\\u2066-\\u2069]", "")
        .strip();
  }

  static String line(String text, int longest) {
    String line = line(text);
    if (line.length() <= longest) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest;
    return line.substring(0, end).strip();
  }

  /** RFC 3676 section 4: lines that end with a space go on in the next one. */
  static String unflow(String text, boolean dropSpace) {
    StringBuilder out = new StringBuilder(text.length());
    String quotes = "";
    boolean flowing = false;
    for (String line : text.split("\r\n|\n|\r", -1)) {
      int depth = 0;
      while (depth < line.length() && line.charAt(depth) == '>') {
        depth++;
      }
      String mark = line.substring(0, depth);
      String rest = line.substring(depth);
      rest = rest.startsWith(" ") ? rest.substring(1) : rest;
      boolean joins = flowing && mark.equals(quotes) && !rest.equals("-- ");
      if (!joins) {
        out.append(out.isEmpty() ? "" : "\n").append(mark).append(mark.isEmpty() ? "" : " ");
      }
      flowing = rest.endsWith(" ") && !rest.equals("-- ");
      out.append(flowing && dropSpace ? rest.substring(0, rest.length() - 1) : rest);
      quotes = mark;
    }
    return out.toString();
  }

  private static int whole(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    if (!Character.isSurrogate(c)) {
      out.append(c);
      return 0;
    }
    boolean pair =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    if (pair) {
      out.append(c).append(text.charAt(at + 1));
      return 1;
    }
    out.append('\ufffd');
    return 0;
  }
}
