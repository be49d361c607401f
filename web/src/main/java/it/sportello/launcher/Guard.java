package it.sportello.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of the server's process: starts the server and ends it when standard input closes,
 * so that the desk never outlives its launcher. Standard output carries one line, {@value #BOOTED},
 * once the server has started and has tried to deploy; whatever else is printed goes to standard
 * error, the log.
 */
final class Guard {

  static final String BOOTED = "booted";

  /** A system property: the server writes an archive of its classes when it ends. */
  static final String ARCHIVES = "sportello.archives";

  /** The exit status of a server that has ended in order, but whose archive is of no use. */
  static final int BUSY = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration WINDOW = Duration.ofSeconds(3);

  private Guard() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream launcher = System.out;
    System.setOut(System.err);
    Thread watcher = new Thread(Guard::endWithStandardInput, "launcher-watcher");
    watcher.setDaemon(true);
    watcher.start();
    // The server's own class, known at run time only: this one is compiled without it.
    Class.forName("fish.payara.micro.impl.RootDirLauncher")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
    launcher.write((BOOTED + "\n").getBytes(StandardCharsets.US_ASCII));
    launcher.flush();
  }

  private static void endWithStandardInput() {
    try {
      while (System.in.read() >= 0) {
        // The launcher sends nothing; the end is the message.
      }
    } catch (IOException e) {
      System.err.println("The launcher's end of the line broke: " + e.getMessage());
    }
    System.exit(!Boolean.getBoolean(ARCHIVES) || hasCompiled() ? 0 : BUSY);
  }

  /**
   * Whether nothing waits to be compiled any more: where something does, the compiler works all the
   * time. A method that waits for it when the archive is written is marked as waiting in there for
   * good: whoever starts with that archive interprets it for ever (JDK-8306460, mended in Java 21).
   */
  private static boolean hasCompiled() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      long before = compiler.getTotalCompilationTime();
      LockSupport.parkNanos(WINDOW.toNanos());
      if (compiler.getTotalCompilationTime() - before < WINDOW.toMillis() / 5) {
        return true;
      }
    }
    return false;
  }
}
