package it.sportello.notifications;

/** Somebody else has changed the sender since its form was shown. */
public final class SenderChanged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SenderChanged(SenderId id) {
    super("sender " + id + " was changed meanwhile");
  }
}
