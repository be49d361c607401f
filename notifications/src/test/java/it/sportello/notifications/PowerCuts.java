package it.sportello.notifications;

/**
 * Ends the work of this thread before or after the n-th durable step, as a power cut would: what
 * was committed stands, the rest never was. A durable step is an outermost transaction; files are
 * written and mails handed over between two of them.
 */
final class PowerCuts {
  private static final ThreadLocal<Integer> LEFT = ThreadLocal.withInitial(() -> 0);

  /** Nobody catches it on the way. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private PowerCuts() {}

  /**
   * @param moment from 1: before the first step, after it, before the second …
   */
  static void at(int moment) {
    LEFT.set(moment);
  }

  /** Before and after each step. */
  static void pass() {
    int left = LEFT.get();
    LEFT.set(Math.max(0, left - 1));
    if (left == 1) {
      throw new PowerCut();
    }
  }
}
