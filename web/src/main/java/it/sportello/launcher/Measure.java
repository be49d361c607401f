package it.sportello.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * {@code java -cp sportello.jar it.sportello.launcher.Measure}: how long a second start takes to
 * the first page, and how much memory the idle desk holds (Linux: proportional set size). It runs
 * what {@code java -jar sportello.jar} runs, by the same settings of the environment.
 */
public final class Measure {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private Measure() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path data = Settings.of(System.getenv()).data();
    stop(start(data));
    long begin = System.nanoTime();
    Process launcher = start(data);
    Duration start = Duration.ofNanos(System.nanoTime() - begin);
    Thread.sleep(IDLE.toMillis());
    System.out.printf("second start to the first page  %5.1f s%n", start.toMillis() / 1000.0);
    report("launcher", Stream.of(launcher.toHandle()));
    report("desk", launcher.children().filter(child -> !isPostgres(child)));
    report(
        "PostgreSQL",
        launcher.children().filter(Measure::isPostgres).flatMap(Measure::withDescendants));
    stop(launcher);
  }

  private static Process start(Path data) throws IOException {
    Process launcher =
        new ProcessBuilder(DeskServer.java(), "-jar", ServerHome.build().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = launcher.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(SignIn.READY)) {
        return launcher;
      }
    }
    throw new LaunchFailure("Sportello did not start with the data in " + data + ".");
  }

  private static void stop(Process launcher) throws InterruptedException {
    launcher.destroy();
    launcher.waitFor();
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private static void report(String name, Stream<ProcessHandle> processes) {
    long kilobytes = processes.mapToLong(Measure::proportionalSetSize).sum();
    System.out.printf("%-31s %5d MB%n", name + ", idle", kilobytes / 1024);
  }

  private static long proportionalSetSize(ProcessHandle process) {
    Path file = Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
