package it.sportello.contacts;

/** A platform keeps at least one administrative contact: somebody has to keep its list. */
public final class LastAdministrator extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LastAdministrator() {
    super("This is the last administrative contact; name another one first.");
  }
}
