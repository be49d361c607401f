package it.sportello.web.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import it.sportello.web.harness.Desk;
import it.sportello.web.harness.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A window of somebody's browser. What the browser complains about meanwhile (a script error, a
 * violation of the policy, a resource that is missing) fails the test when the window is closed.
 */
public final class Window implements AutoCloseable {
  /** What is to be pressed, and is not what lies there once it was scrolled to. */
  private static final String COVERED =
      """
      () => [...document.querySelectorAll(
          "a[href]:not(.skip), button, input:not([type=hidden]), select, textarea, summary")]
        .filter((each) => !each.disabled
          && each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((each) => {
          each.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
          const place = each.getClientRects()[0];
          if (!place || place.width < 4 || place.height < 4) {
            return false;
          }
          const seen = document.elementFromPoint(
            place.x + place.width / 2, place.y + place.height / 2);
          return ![each, ...(each.labels ?? [])].some((own) => own.contains(seen));
        })
        .map((each) => each.outerHTML.slice(0, 200))
      """;

  private static final Path SHOTS = Path.of("target", "shots");

  private final Desk desk;
  private final BrowserContext context;
  private final Page page;
  private Look look;
  private final List<String> complaints = new ArrayList<>();

  private Window(Desk desk, BrowserContext context, Look look) {
    this.desk = desk;
    this.context = context;
    this.look = look;
    this.page = context.newPage();
    page.onConsoleMessage(this::listen);
    page.onPageError(complaints::add);
  }

  static Window open(Desk desk) {
    return open(desk, Look.USUAL);
  }

  static Window open(Desk desk, Look look) {
    BrowserContext context =
        Browsers.get()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(desk.url())
                    .setViewportSize(look.width(), look.height())
                    .setColorScheme(look.scheme())
                    .setLocale(look.language()));
    context.setDefaultTimeout(20_000);
    // Whoever is signed in has a language of their own; that of the browser comes before it.
    context.addCookies(
        List.of(new Cookie("language", look.language().substring(0, 2)).setUrl(desk.url())));
    return new Window(desk, context, look);
  }

  /** Somebody unknown at a desk that this test run has started besides the common one. */
  static Window at(String url, Look look) {
    BrowserContext context =
        Browsers.get()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(url)
                    .setViewportSize(look.width(), look.height())
                    .setColorScheme(look.scheme())
                    .setLocale(look.language()));
    return new Window(null, context, look);
  }

  Page page() {
    return page;
  }

  Look look() {
    return look;
  }

  /** Shows what it shows in another size and in other colours; the language is the page's. */
  Window as(Look other) {
    page.setViewportSize(other.width(), other.height());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(other.scheme()));
    settle();
    look = other;
    return this;
  }

  /**
   * Colours go over into each other for a moment, those of what was hidden once it is shown; what
   * stays hidden never comes to rest.
   */
  private void settle() {
    page.evaluate(
        "() => Promise.race([new Promise(done => setTimeout(done, 1000)),"
            + " Promise.allSettled(document.getAnimations().map(a => a.finished))])");
  }

  /** Goes there, waiting for the page to be loaded. */
  Window visit(String path) {
    page.navigate(path.startsWith("http") ? path : desk.url() + path);
    return this;
  }

  /** Somebody of the staff, whose session was opened elsewhere. */
  Window asStaff(String login) {
    return withSession(
        desk.session(
            "staff", desk.sql().number("select id from contacts.staff where login = ?", login)));
  }

  Window asCustomer(String address) {
    return withSession(
        desk.session(
            "contact",
            desk.sql()
                .number(
                    "select contact from contacts.contact_address where address_key = ?",
                    address)));
  }

  /** Who has shown their password, and owes the second step. */
  Window asAttempt(String login) {
    String secret = java.util.UUID.randomUUID().toString();
    desk.sql()
        .run(
            """
            insert into contacts.sign_in_attempt (secret_hash, staff, made_at)
            select sha256(convert_to(?, 'UTF8')), id, now() from contacts.staff where login = ?
            """,
            secret,
            login);
    context.addCookies(List.of(new Cookie("sportello-step", secret).setUrl(desk.url())));
    return this;
  }

  private Window withSession(String secret) {
    context.addCookies(List.of(new Cookie("sportello", secret).setUrl(desk.url())));
    return this;
  }

  /** Signs in by the page, as people do. */
  Window signIn(String login) {
    visit("/sign-in");
    page.locator("input[autocomplete=username]").first().fill(login);
    page.locator("input[type=password]").fill(Settings.PASSWORD);
    page.locator("form:has(input[type=password]) button").first().click();
    page.locator("#code").fill(desk.code(login));
    page.locator("form:has(#code) button").click();
    page.waitForURL("**/queue*");
    return this;
  }

  /** No violation that axe-core can see, and nothing that sticks out of the window sideways. */
  Window isFitForEverybody() {
    settle();
    int before = complaints.size();
    AxeRunOptions violations = new AxeRunOptions();
    violations.setResultTypes(List.of("violations"));
    List<String> found =
        new AxeBuilder(page)
                .options(violations)
                // Without a window of its own for each run: there are no frames of other origins.
                .setLegacyMode(true)
                .analyze()
                .getViolations()
                .stream()
                .map(v -> v.getId() + " " + v.getNodes().stream().map(n -> n.getHtml()).toList())
                .toList();
    page.evaluate("1");
    // axe-core reads style sheets and applies styles itself, which the policy refuses it.
    complaints.subList(before, complaints.size()).clear();
    if (!found.isEmpty()) {
      throw new AssertionError(page.url() + " (" + look + "): " + String.join("\n", found));
    }
    return isAsWideAsTheWindow();
  }

  /** Nothing that is to be pressed lies under something else. */
  Window coversNothing() {
    Object covered = page.evaluate(COVERED);
    page.evaluate("scrollTo(0, 0)");
    if (!covered.equals(List.of())) {
      throw new AssertionError(page.url() + " (" + look + ") covers " + covered);
    }
    return this;
  }

  /** Nothing sticks out of the window sideways. */
  Window isAsWideAsTheWindow() {
    int beyond =
        ((Number)
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .intValue();
    if (beyond > 0) {
      throw new AssertionError(page.url() + " (" + look + ") is " + beyond + " px too wide");
    }
    return this;
  }

  /** A picture of what the test saw, in target/shots, for who asks for it: {@code -Dshots=true}. */
  Window shoot(String name) {
    if (!Boolean.getBoolean("shots")) {
      return this;
    }
    String file = name + "-" + look.toString().replaceAll("[^\\w]+", "-") + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(file)).setFullPage(true));
    return this;
  }

  private void listen(ConsoleMessage message) {
    // A page that answers with 404 or 422 is no missing resource.
    boolean page = message.location().startsWith(this.page.url());
    if (message.type().equals("error") && !page) {
      complaints.add(message.text() + " " + message.location());
    }
  }

  @Override
  public void close() {
    String last = page.url();
    context.close();
    if (!complaints.isEmpty()) {
      throw new AssertionError("the browser complained, last at " + last + ": " + complaints);
    }
  }
}
