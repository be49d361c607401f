package it.sportello.contacts;

/** There is no such platform, or none that the caller may see. */
public final class UnknownPlatform extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownPlatform() {
    super("There is no such platform; platforms are found in the registry.");
  }
}
