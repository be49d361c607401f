package it.sportello.launcher;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * {@code java -jar sportello.jar}: starts the desk against the database that the environment names;
 * where it names none, the try-out with all that it needs. Ctrl-C and SIGTERM stop all of it. What
 * goes wrong is one line on standard error and exit status 1.
 */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws InterruptedException {
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
    try {
      start(Settings.of(System.getenv()), running);
    } catch (LaunchFailure e) {
      running.fail(e.getMessage());
    } catch (IOException | RuntimeException e) {
      running.fail("It did not start: " + e);
    }
    // Until a signal, or the end of a child, ends this process.
    new CountDownLatch(1).await();
  }

  private static void start(Settings settings, Running running) throws IOException {
    DataFolder folder = DataFolder.hold(settings.data());
    running.add(folder::close);
    DeskServer.stopOrphan(settings.data().resolve("server"));
    if (settings.tryOut()) {
      System.out.print(new TryOut(settings, running).start());
      return;
    }
    System.out.print(new RealDesk(settings, running).start());
  }
}
