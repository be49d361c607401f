package it.sportello.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One browser for all journeys of a run; every window is a profile of its own. */
final class Browsers {
  private static Browser browser;

  private Browsers() {}

  static synchronized Browser get() {
    if (browser == null) {
      browser = launch(Chromium.find());
    }
    return browser;
  }

  private static Browser launch(Optional<Path> chromium) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    chromium.ifPresent(path -> environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions();
    chromium.ifPresent(options::setExecutablePath);
    // Chromium's sandbox refuses root; there is nothing in these pages but our own.
    options.setArgs(Chromium.isRoot() ? List.of("--no-sandbox") : List.of());
    try {
      Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
      return playwright.chromium().launch(options);
    } catch (PlaywrightException e) {
      throw new AssertionError(chromium.isPresent() ? e.getMessage() : Chromium.ADVICE, e);
    }
  }
}
