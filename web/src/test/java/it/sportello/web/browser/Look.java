package it.sportello.web.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;

/**
 * How somebody looks at a page.
 *
 * @param width of the window, in CSS pixels
 * @param language as the browser asks for it
 */
record Look(int width, ColorScheme scheme, String language) {
  static final Look USUAL = new Look(1440, ColorScheme.LIGHT, "it-IT");

  /** Narrow and wide, light and dark, Italian and English. */
  static List<Look> all() {
    return Stream.of(360, 1440)
        .flatMap(w -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(s -> new Look(w, s, "")))
        .flatMap(l -> Stream.of("it-IT", "en-GB").map(lang -> new Look(l.width, l.scheme, lang)))
        .toList();
  }

  /** Wide where this is narrow, dark where it is light. */
  Look opposite() {
    return new Look(
        isNarrow() ? 1440 : 360,
        scheme == ColorScheme.LIGHT ? ColorScheme.DARK : ColorScheme.LIGHT,
        language);
  }

  int height() {
    return isNarrow() ? 740 : 900;
  }

  boolean isNarrow() {
    return width < 600;
  }

  @Override
  public String toString() {
    return width + " px, " + scheme.name().toLowerCase(java.util.Locale.ROOT) + ", " + language;
  }
}
