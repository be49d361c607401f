package it.sportello.notifications.reading;

/**
 * What a report says of one recipient.
 *
 * @param recipient in lower case; empty where the report names none
 * @param status as {@code 5.1.1} (RFC 3463); empty where none is given
 * @param diagnosis the other server's words, one line; empty where none are given
 */
public record Delivery(String recipient, Outcome outcome, String status, String diagnosis) {
  /** What became of the mail. */
  public enum Outcome {
    DELIVERED,
    /** It is still being tried. */
    DELAYED,
    FAILED
  }

  /** Whether it would fail again: a class 5 that is not about a full mailbox or a single mail. */
  public boolean isPermanent() {
    return outcome == Outcome.FAILED
        && (status.matches("5\\.1\\.\\d+") || status.equals("5.2.1") || status.equals("5.4.4"));
  }
}
