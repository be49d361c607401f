package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child of a run that was killed. It is known by its process id and the instant it started, so
 * never mistaken.
 */
final class Orphan {

  private static final long PATIENCE_SECONDS = 10;

  private Orphan() {}

  static void remember(Path file, ProcessHandle process) throws IOException {
    Files.writeString(file, describe(process));
  }

  /** Returns when the remembered process, if it still runs, has ended. */
  static void end(Path file) throws IOException {
    Optional<ProcessHandle> left =
        Files.exists(file) ? find(Files.readString(file)) : Optional.empty();
    if (left.isEmpty()) {
      return;
    }
    try {
      left.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      left.get().destroyForcibly();
      left.get().onExit().join();
    } catch (ExecutionException | InterruptedException e) {
      throw new LaunchFailure("An earlier run is still ending; start again in a moment.", e);
    }
  }

  private static Optional<ProcessHandle> find(String description) {
    String pid = description.split(" ", 2)[0];
    return pid.matches("[0-9]{1,18}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(p -> describe(p).equals(description))
        : Optional.empty();
  }

  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
  }
}
