package it.sportello.web.pages;

import java.util.List;

/** What a browser calls itself, in the words people have for it. */
final class Browser {
  private record Sign(String mark, String name) {}

  /** The order matters: nearly everything also calls itself Chrome and Safari. */
  private static final List<Sign> BROWSERS =
      List.of(
          new Sign("Edg", "Edge"),
          new Sign("OPR/", "Opera"),
          new Sign("Firefox/", "Firefox"),
          new Sign("Chrome/", "Chrome"),
          new Sign("Safari/", "Safari"));

  private static final List<Sign> SYSTEMS =
      List.of(
          new Sign("Android", "Android"),
          new Sign("iPhone", "iPhone"),
          new Sign("iPad", "iPad"),
          new Sign("Windows", "Windows"),
          new Sign("Mac OS X", "macOS"),
          new Sign("Linux", "Linux"));

  private Browser() {}

  /** Such as "Firefox, Windows"; empty for what nobody knows. */
  static String name(String userAgent) {
    String browser = first(BROWSERS, userAgent);
    String system = first(SYSTEMS, userAgent);
    return browser.isEmpty() || system.isEmpty() ? browser + system : browser + ", " + system;
  }

  private static String first(List<Sign> signs, String userAgent) {
    return signs.stream()
        .filter(sign -> userAgent.contains(sign.mark))
        .map(Sign::name)
        .findFirst()
        .orElse("");
  }
}
