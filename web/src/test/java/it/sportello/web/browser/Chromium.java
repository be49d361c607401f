package it.sportello.web.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the browser is: on the path, else installed by Debian's packager, else Playwright's own.
 */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final Path MAC =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  static final String ADVICE =
      "The browser tests need Chromium and found none: no chromium, chromium-browser or"
          + " google-chrome on the PATH, Debian's packager could not install it and Playwright"
          + " could not download its own. Install one, for example: apt-get install chromium";

  private Chromium() {}

  /** Empty: let Playwright download its own. */
  static Optional<Path> find() {
    Optional<Path> there = onPath();
    return there.isPresent() || !mayInstall() ? there : install();
  }

  private static Optional<Path> onPath() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    Stream<Path> candidates =
        NAMES.stream().flatMap(name -> Stream.of(path.split(":")).map(dir -> Path.of(dir, name)));
    return Stream.concat(candidates, Stream.of(MAC)).filter(Files::isExecutable).findFirst();
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean mayInstall() {
    return isRoot() && Files.exists(Path.of("/etc/debian_version"));
  }

  private static Optional<Path> install() {
    boolean done =
        ran("apt-get", "install", "-y", "--no-install-recommends", "chromium")
            || (ran("apt-get", "update")
                && ran("apt-get", "install", "-y", "--no-install-recommends", "chromium"));
    return done ? onPath() : Optional.empty();
  }

  private static boolean ran(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      Process process =
          builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
