package it.sportello.web.pages;

import java.util.Locale;

/** The letters that stand for a person in a small circle. */
final class Initials {
  private Initials() {}

  /** Of the first and the last word; nothing of nothing. */
  static String of(String name) {
    String[] parts = name.strip().split("\\s+");
    String first = letter(parts[0]);
    return parts.length < 2 ? first : first + letter(parts[parts.length - 1]);
  }

  private static String letter(String word) {
    return word.isEmpty()
        ? ""
        : word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }
}
