package it.sportello.launcher;

/** Short waits between two looks at something. */
final class Waiting {

  private Waiting() {}

  /** 25 ms; an interruption ends the launch. */
  static void aMoment() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted while starting.", e);
    }
  }
}
