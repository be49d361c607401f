package it.sportello.notifications.reading;

/**
 * A mail that cannot be read safely: too deep, too many parts or headers, or its structure throws.
 * The sentence holds no content of the mail.
 */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  public Unreadable(String why) {
    super(why);
  }

  public Unreadable(String why, Throwable cause) {
    super(why, cause);
  }
}
