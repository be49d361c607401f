package it.sportello.notifications;

/** An address that plain SMTP cannot carry. */
final class UnsendableAddress extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsendableAddress() {
    this(null);
  }

  UnsendableAddress(Throwable cause) {
    super("The address cannot be written in ASCII, which mail servers ask for.", cause);
  }
}
