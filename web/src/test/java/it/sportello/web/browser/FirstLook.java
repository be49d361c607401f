package it.sportello.web.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** The page that only a desk without staff has, as every other page is looked at. */
public final class FirstLook {
  private FirstLook() {}

  /**
   * @param url of a desk that nobody has come into yet
   */
  public static void at(String url) {
    for (Look look :
        List.of(
            new Look(360, ColorScheme.LIGHT, "it-IT"),
            new Look(1440, ColorScheme.DARK, "it-IT"),
            new Look(360, ColorScheme.DARK, "en-GB"))) {
      try (Window window = Window.at(url, look)) {
        window.visit(url + "/first").shoot("first").isFitForEverybody();
        window.page().locator("main form button").first().click();
        window.page().locator("[role=alert]").waitFor();
        window.isFitForEverybody();
      }
    }
  }
}
