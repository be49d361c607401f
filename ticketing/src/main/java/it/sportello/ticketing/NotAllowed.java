package it.sportello.ticketing;

/** The caller may not do this, whatever the ticket; only an agent may. */
public final class NotAllowed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String act;

  /**
   * @param act what was tried: {@code take}, {@code reply}, {@code note}, {@code resolve}, {@code
   *     write}
   */
  public NotAllowed(String act) {
    super("This caller may not " + act + "; sign in as somebody who may.");
    this.act = act;
  }

  public String act() {
    return act;
  }
}
