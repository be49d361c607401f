package it.sportello.ticketing;

/** A file goes beyond what is accepted; nothing of it was kept. */
public final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long limit;

  public TooLarge(long limit) {
    super("The file is larger than " + limit + " bytes; send a smaller one.");
    this.limit = limit;
  }

  /** The greatest size that is accepted, in bytes. */
  public long limit() {
    return limit;
  }
}
