package it.sportello.entitlements;

/** No version was ever applied under this number. */
public final class UnknownApplication extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownApplication(long application) {
    super("There is no application " + application + "; its number is told when it is asked for.");
  }
}
