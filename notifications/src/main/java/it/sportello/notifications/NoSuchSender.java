package it.sportello.notifications;

/** There is no such sender. */
public final class NoSuchSender extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchSender(SenderId id) {
    super("sender " + id + " is not there");
  }
}
