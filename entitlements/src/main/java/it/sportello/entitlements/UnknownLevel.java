package it.sportello.entitlements;

/** No level has this version or code. */
public final class UnknownLevel extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownLevel(String what) {
    super("There is no level " + what + "; the levels are listed under Levels.all.");
  }
}
