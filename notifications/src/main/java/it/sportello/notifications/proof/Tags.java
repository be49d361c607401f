package it.sportello.notifications.proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags of a signature (RFC 6376 section 3.2) as they are written, without white space. Two of
 * one name, or what is no tag, spoil them all.
 */
record Tags(Map<String, String> values) {
  private static final Pattern TAG = Pattern.compile("([A-Za-z][A-Za-z0-9_]*)=(.*)");
  private static final Pattern SIGNATURE = Pattern.compile("((?:^|;)\\s*b\\s*=)[^;]*");

  static Optional<Tags> of(String field) {
    Map<String, String> values = new HashMap<>();
    for (String piece : field.split(";")) {
      String tag = piece.replaceAll("\\s", "");
      Matcher parts = TAG.matcher(tag);
      boolean fresh = parts.matches() && values.putIfAbsent(parts.group(1), parts.group(2)) == null;
      if (!fresh && !tag.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Tags(values));
  }

  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** The field as it was signed: without the signature itself, else untouched. */
  static String unsigned(String field) {
    return SIGNATURE.matcher(field).replaceFirst("$1");
  }
}
