package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * PostgreSQL's data folder: how it is made, with which settings it is served, and who still holds
 * it.
 */
final class PostgresCluster {

  /** PostgreSQL's data folders are of a major version. */
  private static final String MAJOR =
      PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));

  private final Path home;
  private final Path data;
  private final UnprivilegedUser user;

  PostgresCluster(Path home, Path data, UnprivilegedUser user) {
    this.home = home;
    this.data = data;
    this.user = user;
  }

  private Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** Makes the data folder; one that a killed run left half made is thrown away. */
  void createUnlessThere(String superuserPassword) throws IOException {
    if (Files.exists(data)) {
      requireMajorVersion();
      return;
    }
    Path draft = data.resolveSibling("cluster.new");
    PrivateFiles.delete(draft);
    Path passwordFile = data.resolveSibling("password.new");
    PrivateFiles.write(passwordFile, superuserPassword + "\n");
    try {
      initialise(draft, passwordFile);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Sorting and letters come from PostgreSQL's own C.UTF-8, the same on every machine. Full-text
   * search also asks the C library what a letter is, so that takes the first UTF-8 locale that the
   * machine has.
   */
  private void initialise(Path draft, Path passwordFile) throws IOException {
    String refusal = "";
    for (String letters : List.of("C.UTF-8", "en_US.UTF-8", "it_IT.UTF-8", "C")) {
      PrivateFiles.delete(draft);
      Files.createDirectory(draft);
      user.own(draft, program("initdb"));
      user.own(passwordFile, program("initdb"));
      List<String> command =
          List.of(
              program("initdb").toString(),
              "--pgdata=" + draft,
              "--username=postgres",
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--lc-ctype=" + letters);
      var answer = Programs.run(user.command(command));
      if (answer.exit() == 0) {
        return;
      }
      refusal = answer.text();
    }
    throw new LaunchFailure(
        "PostgreSQL's data folder could not be made: " + LogFile.lastComplaint(refusal.lines()));
  }

  private void requireMajorVersion() throws IOException {
    Path file = data.resolve("PG_VERSION");
    String version = Files.exists(file) ? Files.readString(file).strip() : "";
    if (!version.equals(MAJOR)) {
      throw new LaunchFailure(
          data
              + " is no data folder of PostgreSQL "
              + MAJOR
              + (version.isEmpty() ? "" : " but of " + version)
              + ": move it away to start with an empty desk.");
    }
  }

  List<String> serverCommand(int port) {
    return List.of(
        program("postgres").toString(),
        "-D",
        data.toString(),
        "--listen_addresses=127.0.0.1",
        "--port=" + port,
        "--unix_socket_directories=",
        "--max_connections=60",
        // What was committed stays, also after a power cut.
        "--fsync=on",
        "--synchronous_commit=on",
        "--full_page_writes=on",
        "--shared_buffers=256MB",
        "--effective_cache_size=1GB",
        "--max_wal_size=2GB",
        "--checkpoint_timeout=15min",
        "--random_page_cost=1.1",
        // Our statements are short; compiling them costs more than they do.
        "--jit=off",
        // No statement and no value of a row belongs in a log.
        "--log_min_error_statement=panic",
        "--log_error_verbosity=terse",
        "--log_line_prefix=%m [%p] ");
  }

  /**
   * Stops what a killed run left behind. The programs were unpacked for this data folder alone, so
   * a process that runs them is ours. A lock file that names any other process is out of date.
   */
  void stopOrphans() throws IOException {
    Path lock = data.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(lock).get(0).strip());
    ProcessHandle.of(pid).filter(this::isOurs).ifPresent(this::stopFast);
    ours().forEach(PostgresCluster::awaitEnd);
    Files.deleteIfExists(lock);
  }

  private void stopFast(ProcessHandle server) {
    try {
      Programs.run(List.of("/bin/sh", "-c", "kill -INT " + server.pid()));
    } catch (IOException e) {
      throw new LaunchFailure("A PostgreSQL left by an earlier run cannot be stopped.", e);
    }
    awaitEnd(server);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted while an earlier PostgreSQL was ending.", e);
    }
  }

  private Stream<ProcessHandle> ours() {
    return ProcessHandle.allProcesses().filter(this::isOurs);
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().command().filter(program("postgres").toString()::equals).isPresent();
  }
}
