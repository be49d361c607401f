package it.sportello.web.pages;

/** Sizes of files in the units that people know. */
final class Sizes {
  private static final long KILO = 1000;
  private static final long MEGA = 1_000_000;

  private Sizes() {}

  /** One decimal from a megabyte on. */
  static String of(long bytes, Words words) {
    if (bytes < KILO) {
      return bytes + " byte";
    }
    return bytes < MEGA
        ? bytes / KILO + " kB"
        : String.format(words.language().locale(), "%.1f MB", (double) bytes / MEGA);
  }
}
