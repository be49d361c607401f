package it.sportello.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * What runs, in the order it was started. It is stopped in the opposite order, once, whatever the
 * reason.
 */
final class Running {

  /** Something to stop. */
  interface Part {
    void stop() throws Exception;
  }

  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean stopping;

  /** Keeps {@code part} to be stopped; when stopping has begun, it is stopped at once. */
  void add(Part part) {
    synchronized (this) {
      if (!stopping) {
        parts.push(part);
        return;
      }
    }
    stop(part);
  }

  /** Says in one line why it all ends; silent when it is ending already. */
  void fail(String why) {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    System.err.println("Sportello: " + why);
    System.exit(1);
  }

  /** Ends the launcher, saying {@code why}, when a child ends that nobody stopped. */
  void watch(CompletableFuture<Process> child, String why) {
    child.thenRun(() -> fail(why));
  }

  void stop() {
    synchronized (this) {
      stopping = true;
    }
    parts.forEach(Running::stop);
  }

  /** One that cannot be stopped in order must not keep the others running. */
  private static void stop(Part part) {
    try {
      part.stop();
    } catch (Exception e) {
      System.err.println("Sportello: stopping failed: " + e.getMessage());
    }
  }
}
