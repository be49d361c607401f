package it.sportello.ticketing;

import it.sportello.contacts.InvalidValue;
import java.time.Instant;
import java.util.regex.Pattern;

/** Text as the database takes it and people can read it. */
final class Plain {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+");

  /** Marks that turn the direction of what follows, to make {@code gpj.exe} look like a picture. */
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cntrl}\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

  private Plain() {}

  /** Without NUL, which PostgreSQL refuses in a text; line breaks stay. */
  static String text(String raw, int limit, String key) {
    if (raw.length() > limit) {
      throw new InvalidValue(key + ".length");
    }
    return raw.indexOf('\0') < 0 ? raw : raw.replace("\0", "");
  }

  static String required(String raw, int limit, String key) {
    String text = text(raw, limit, key);
    if (text.isBlank()) {
      throw new InvalidValue(key + ".missing");
    }
    return text;
  }

  /** One line: runs of blanks, breaks and control characters become one blank. */
  static String line(String raw, int limit, String key) {
    String line = BREAKS.matcher(raw).replaceAll(" ").strip();
    if (line.length() > limit) {
      throw new InvalidValue(key + ".length");
    }
    return line;
  }

  /** The beginning of {@code text} on one line, never half a character of two. */
  static String beginning(String text, int limit) {
    String line = BREAKS.matcher(cut(text, limit * 4)).replaceAll(" ").strip();
    return cut(line, limit);
  }

  /** A label for a file: no folder, nothing invisible, at most 200 characters, never empty. */
  static String fileName(String raw) {
    String last = raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
    String name = HIDDEN.matcher(last).replaceAll("").strip();
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return "file";
    }
    return name.length() <= 200 ? name : shortened(name);
  }

  /** The ending says to people what it is, so it survives. */
  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= 20 ? name.substring(dot) : "";
    return cut(name, 200 - ending.length()) + ending;
  }

  /** A forged date may lie beyond what the database holds; then it says nothing. */
  static Instant claimed(Instant sent, Instant received) {
    return sent.isBefore(Instant.EPOCH) || sent.isAfter(Deadline.NEVER.at()) ? received : sent;
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }
}
