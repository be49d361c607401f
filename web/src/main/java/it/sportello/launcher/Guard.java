package it.sportello.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The main class of the server's process: starts the server and ends it when standard input closes,
 * so that the desk never outlives its launcher. Standard output carries one line, {@value #BOOTED},
 * once the server has started and has tried to deploy; whatever else is printed goes to standard
 * error, the log.
 */
final class Guard {

  static final String BOOTED = "booted";

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
    System.exit(0);
  }
}
