package it.sportello.contacts;

/** There is no token in force with this number. */
public final class UnknownToken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownToken(IntegrationId id) {
    super("no token in force: " + id.value());
  }
}
