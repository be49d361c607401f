package it.sportello.launcher;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The logs of the launcher's children. */
final class LogFile {

  /** The server names the exception, then what it says; the innermost cause stands last. */
  private static final Pattern FAILURE =
      Pattern.compile("(?m)^(?:Caused by: [\\w.$]+: |\\S*DeploymentException: )(.{1,300})");

  private static final long LARGE = 20L << 20;

  private LogFile() {}

  /**
   * The file to append to; one of more than 20 MiB is put aside first, in place of the one put
   * aside before.
   */
  static Path fresh(Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    if (Files.exists(log) && Files.size(log) > LARGE) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    }
    return log;
  }

  /** The last line of PostgreSQL's log that says why it ended. */
  static String lastComplaint(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lastComplaint(lines);
    }
  }

  /**
   * The first cause that the server's log names after {@code start} for an application that it
   * could not deploy, as a sentence followed by a space; empty when there is none.
   */
  static String deploymentFailure(Path log, long start) {
    try (FileChannel channel = FileChannel.open(log)) {
      channel.position(start);
      String text =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = FAILURE.matcher(text);
      String cause = "";
      while (matcher.find()) {
        cause = "It says: " + matcher.group(1).strip().replaceFirst("\\.?$", ". ");
      }
      return cause;
    } catch (IOException e) {
      return "";
    }
  }

  static String lastComplaint(Stream<String> lines) {
    List<String> all = lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    return all.stream()
        .filter(line -> line.matches(".*(FATAL|PANIC|error|could not|invalid|failed).*"))
        .reduce((first, second) -> second)
        .or(() -> all.stream().reduce((first, second) -> second))
        .map(line -> line.replaceFirst("^.*?(?=FATAL|PANIC|initdb:)", ""))
        .map(line -> line.endsWith(".") ? line : line + ".")
        .orElse("it said nothing.");
  }
}
