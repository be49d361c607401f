package it.sportello.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The desk itself: the application server with our WAR, as a child of this process with the one
 * command line by which it is also measured. Passwords reach it by its environment, never by its
 * arguments.
 */
public final class DeskServer implements AutoCloseable {

  private static final Duration DEPLOYMENT = Duration.ofMinutes(15);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** The first run writes its archive of classes when it ends: seconds on a quiet machine. */
  private static final Duration ARCHIVING = Duration.ofMinutes(5);

  private final Process process;
  private final int port;
  private final Path log;
  private final long logStart;
  private final Path archive;
  private final CompletableFuture<Boolean> booted;

  private DeskServer(Process process, int port, Path log, long logStart, Path archive) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.logStart = logStart;
    this.archive = archive;
    this.booted = CompletableFuture.supplyAsync(this::awaitBoot);
  }

  /**
   * Starts the desk and returns at once; {@link #awaitReady} waits.
   *
   * @param folder where the server is unpacked, kept for the next start
   * @param address the address to listen on, such as 127.0.0.1
   * @param environment the settings of the desk, added to those of this process
   */
  public static DeskServer start(
      Path folder, String address, int port, Map<String, String> environment, Path log)
      throws IOException {
    ServerHome home = ServerHome.unpack(ServerHome.build(), folder);
    home.forgetTheLastRun();
    BootCommands.write(home.commands(), address);
    Path archive = home.archive();
    Files.deleteIfExists(draft(archive));
    ProcessBuilder builder = new ProcessBuilder(command(home, archive, port));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(LogFile.fresh(log).toFile()));
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    Process process = builder.start();
    Orphan.remember(pidFile(folder), process.toHandle());
    return new DeskServer(process, port, log, logStart, archive);
  }

  /**
   * Waits for the desk of a killed run, which is ending because its standard input closed; at last
   * it is killed.
   */
  static void stopOrphan(Path folder) throws IOException {
    Orphan.end(pidFile(folder));
  }

  private static Path pidFile(Path folder) {
    return folder.resolveSibling("desk.pid");
  }

  private static List<String> command(ServerHome home, Path archive, int port) throws IOException {
    List<String> command = new ArrayList<>(Programs.apartFromTheTerminal());
    command.add(java());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-Xms192m", "-Xmx384m", "-Xss512k", "-Djava.awt.headless=true"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(
        Files.exists(archive)
            ? List.of("-XX:SharedArchiveFile=" + archive)
            : List.of(
                "-XX:ArchiveClassesAtExit=" + draft(archive), "-D" + Guard.ARCHIVES + "=true"));
    command.add("-Xlog:disable");
    command.addAll(home.openings());
    command.addAll(List.of("-cp", home.classPath(), Guard.class.getName()));
    command.addAll(List.of("--nohazelcast", "--disablephonehome"));
    command.addAll(List.of("--prebootcommandfile", home.commands().toString()));
    command.addAll(List.of("--logproperties", home.logging().toString()));
    command.addAll(List.of("--port", String.valueOf(port), "--deploy", home.war().toString()));
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The address for people; localhost and not a number, because browsers treat the two differently.
   */
  public String url() {
    return "http://localhost:" + port;
  }

  Path log() {
    return log;
  }

  /** The process id of the server, for whoever measures it. */
  public long pid() {
    return process.pid();
  }

  /** Completes when the server has ended, whatever the reason. */
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Returns when the desk answers its first page. */
  public void awaitReady() {
    if (!booted
        .orTimeout(DEPLOYMENT.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(e -> false)
        .join()) {
      throw new LaunchFailure(
          "The desk did not start. "
              + LogFile.deploymentFailure(log, logStart)
              + "Its log: "
              + log);
    }
    long end = System.nanoTime() + ANSWER.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (isReady()) {
        return;
      }
      Waiting.aMoment();
    }
    throw new LaunchFailure(
        "The desk started and does not answer. "
            + LogFile.deploymentFailure(log, logStart)
            + "Its log: "
            + log);
  }

  /** Stops the desk after the requests that are under way. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    if (process.isAlive() && !Files.exists(archive)) {
      System.out.println("Keeping what the next start can use to be faster …");
    }
    try {
      Duration patience = Files.exists(archive) ? STOP : ARCHIVING;
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      keepArchive();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The first run that ends in order, and not in the middle of much work, leaves an archive of its
   * classes; the next start is faster by it.
   */
  private void keepArchive() throws IOException {
    if (process.exitValue() == 0 && Files.exists(draft(archive))) {
      Files.move(draft(archive), archive, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(draft(archive));
  }

  private static Path draft(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".new");
  }

  private boolean awaitBoot() {
    try {
      BufferedReader lines = process.inputReader();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(Guard.BOOTED)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  /**
   * The server answers before it has deployed; it calls itself ready when a page of ours can be
   * had.
   */
  private boolean isReady() {
    return status("/health/ready") == 200 && status("/") < 500;
  }

  private int status(String path) {
    try {
      URI address = URI.create("http://127.0.0.1:" + port + path);
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(5_000);
      connection.setReadTimeout(20_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException e) {
      return 599;
    }
  }
}
