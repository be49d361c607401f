package it.sportello.notifications.reading;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How much of the processor's time one mail may cost on the thread that reads it. What attachments
 * take on their way out is not counted: they are streamed, and their size has a limit of its own.
 */
final class TimeLimit {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long most;
  private final long began = System.nanoTime();
  private long start = now();

  TimeLimit(java.time.Duration most) {
    this.most = most.toNanos();
  }

  /** Work on an attachment. */
  @FunctionalInterface
  interface Uncounted {
    void run() throws IOException;
  }

  /** No thread works longer than has passed; that is cheaper to ask. */
  void check() {
    if (System.nanoTime() - began > most && now() - start > most) {
      throw new Collector.BeyondLimit("more than " + most / 1_000_000_000 + " s of work");
    }
  }

  void uncounted(Uncounted work) throws IOException {
    long before = now();
    work.run();
    start += now() - before;
  }

  private static long now() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
