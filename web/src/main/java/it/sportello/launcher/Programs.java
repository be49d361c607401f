package it.sportello.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine that the launcher starts: where they are, and what they answer. */
final class Programs {

  /** What a short program printed and how it ended. */
  record Answer(int exit, String text) {}

  private Programs() {}

  static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs a program to its end; output and errors come back together. */
  static Answer run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try (var out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Answer(process.waitFor(), text);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted while " + command.get(0) + " was running.", e);
    }
  }

  /**
   * The words to put before a command so that Ctrl-C in the terminal reaches the launcher alone,
   * which then stops its children in order. Empty where the machine has no {@code setsid}.
   */
  static List<String> apartFromTheTerminal() {
    return onPath("setsid").map(path -> List.of(path.toString())).orElse(List.of());
  }
}
