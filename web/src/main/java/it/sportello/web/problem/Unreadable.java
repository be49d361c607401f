package it.sportello.web.problem;

/** Input that is not even well-formed: there is no field to point at. */
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unreadable(Throwable cause) {
    super("unreadable input", cause);
  }
}
