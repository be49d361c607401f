package it.sportello.notifications;

/**
 * How many mails a relay takes from this node in a minute. What was not used is saved up for one
 * second at most, so that a backlog goes out evenly.
 */
final class Pace {
  private static final double NANOS_A_MINUTE = 60e9;

  private final int perMinute;
  private double ready;
  private long last;

  /**
   * @param perMinute 0 for no limit
   */
  Pace(int perMinute, long now) {
    this.perMinute = perMinute;
    this.last = now;
    this.ready = burst();
  }

  /** How many may go now. */
  int room(long now) {
    if (perMinute == 0) {
      return Integer.MAX_VALUE;
    }
    ready = Math.min(burst(), ready + (now - last) / NANOS_A_MINUTE * perMinute);
    last = now;
    return (int) ready;
  }

  void sent(int mails) {
    ready -= mails;
  }

  private double burst() {
    return Math.max(1, perMinute / 60d);
  }
}
