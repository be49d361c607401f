package it.sportello.ticketing;

/** The same key came again with other content: neither a repeat nor a new command. */
public final class OriginReused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String source;

  public OriginReused(String source) {
    super("The key was used before by " + source + " for something else; choose a new key.");
    this.source = source;
  }

  /** The way and the caller, such as {@code api:3}; the key itself is not repeated. */
  public String source() {
    return source;
  }
}
