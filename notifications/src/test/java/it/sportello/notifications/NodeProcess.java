package it.sportello.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@link IntakeNode} that can be killed, stopped and started again. */
final class NodeProcess implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private final String name;
  private final List<String> arguments;
  private final Path log;
  private volatile boolean ready;
  private long stoppedAt;
  private boolean stopped;
  private Process process;

  NodeProcess(String name, Path log, List<String> arguments) {
    this.name = name;
    this.log = log;
    this.arguments = List.copyOf(arguments);
  }

  /** How it calls itself before the database. */
  String name() {
    return name;
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-Xss512k"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IntakeNode.class.getName());
    command.addAll(arguments);
    ready = false;
    Process started =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    Thread listener = new Thread(() -> listen(started), "listens-to-" + name);
    listener.setDaemon(true);
    listener.start();
  }

  private void listen(Process started) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        ready |= line.equals(IntakeNode.READY) && process == started;
      }
    } catch (IOException e) {
      // It has been killed.
    }
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
