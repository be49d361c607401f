package it.sportello.contacts;

/** Somebody else has changed this entry since the caller looked at it. */
public final class RegistryChanged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryChanged() {
    super("This entry was changed meanwhile; look at it again before changing it.");
  }
}
