package it.sportello.contacts;

/** The caller may not change this part of the registry. */
public final class NotPermitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPermitted(String act) {
    super("This caller may not " + act + "; an administrator may.");
  }
}
