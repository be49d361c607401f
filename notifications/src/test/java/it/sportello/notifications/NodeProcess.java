package it.sportello.notifications;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** An {@link DeskNode} that can be killed, stopped and started again. */
final class NodeProcess implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private static final Path FOLDER = Path.of("target", "torture");
  private static final Path ARCHIVE = FOLDER.resolve("node.jsa");
  private static String classPath = "";
  private static boolean warm;

  private final String name;
  private final List<String> arguments;
  private final Path log;
  private volatile boolean ready;
  private volatile long startedAt;
  private volatile long startMillis;
  private long stoppedAt;
  private boolean stopped;
  private Process process;

  private NodeProcess(String name, TestDesk desk, String does, String what) throws IOException {
    this.name = name;
    this.log = Files.createDirectories(FOLDER).resolve(name + ".log");
    String separator = desk.url().contains("?") ? "&" : "?";
    this.arguments =
        List.of(
            desk.url() + separator + "ApplicationName=" + name,
            desk.setting("sportello.files"),
            does,
            what);
  }

  static NodeProcess reading(String name, TestDesk desk, MailboxId mailbox) throws IOException {
    return new NodeProcess(name, desk, "reads", Long.toString(mailbox.value()));
  }

  /**
   * @param relay the port of one on this machine
   */
  static NodeProcess sending(String name, TestDesk desk, int relay) throws IOException {
    return new NodeProcess(name, desk, "sends", Integer.toString(relay));
  }

  /** How it calls itself before the database. */
  String name() {
    return name;
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-Xss512k"));
    command.add(
        (Files.exists(ARCHIVE) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + ARCHIVE);
    command.addAll(List.of("-Xshare:auto", "-cp", classPath()));
    command.add(DeskNode.class.getName());
    command.addAll(arguments);
    ready = false;
    startedAt = System.nanoTime();
    Process started =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    Thread listener = new Thread(() -> listen(started), "listens-to-" + name);
    listener.setDaemon(true);
    listener.start();
  }

  /** The first one leaves its classes behind, so that the others start in half the time. */
  void warmUp() throws IOException, InterruptedException {
    if (warm) {
      return;
    }
    Files.deleteIfExists(ARCHIVE);
    start();
    while (!ready && process.isAlive()) {
      Thread.sleep(100);
    }
    process.getOutputStream().close();
    process.waitFor(60, TimeUnit.SECONDS);
    if (!Files.exists(ARCHIVE)) {
      throw new IOException("the first node did not come up; see " + log);
    }
    warm = true;
  }

  /** Classes can be left behind of archives only, not of folders. */
  private static synchronized String classPath() throws IOException {
    if (classPath.isEmpty()) {
      List<String> entries = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path folder = Path.of(entry);
        entries.add(Files.isDirectory(folder) ? packed(folder, entries.size()) : entry);
      }
      classPath = String.join(File.pathSeparator, entries);
    }
    return classPath;
  }

  private static String packed(Path folder, int number) throws IOException {
    Path jar = FOLDER.resolve("classes-" + number + ".jar").toAbsolutePath();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar.toString();
  }

  private void listen(Process started) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(DeskNode.READY) && process == started) {
          ready = true;
          startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
        }
      }
    } catch (IOException e) {
      // It has been killed.
    }
  }

  /** How long it took to come up the last time. */
  long startMillis() {
    return startMillis;
  }

  /** Whether it has come up and is not held. */
  boolean isReady() {
    return ready && !stopped;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}; over when this returns. */
  void kill() throws InterruptedException {
    ready = false;
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(name + " cannot be killed");
    }
  }

  /** Holds it where it is: to the others it is dead. */
  void stop() throws IOException, InterruptedException {
    signal("STOP");
    stopped = true;
    stoppedAt = System.nanoTime();
  }

  boolean isStopped() {
    return stopped;
  }

  long stoppedSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - stoppedAt);
  }

  /** Back from the dead, and knows nothing of what happened meanwhile. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
    stopped = false;
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
