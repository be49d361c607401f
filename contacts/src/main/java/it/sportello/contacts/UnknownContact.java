package it.sportello.contacts;

/** There is no such contact, or none of this platform. */
public final class UnknownContact extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownContact() {
    super("There is no such contact of this platform; the platform's list has them all.");
  }
}
