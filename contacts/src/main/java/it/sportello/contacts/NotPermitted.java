package it.sportello.contacts;

/** An act that is an administrator's. */
public final class NotPermitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotPermitted(String act) {
    super(act + ": an administrator does this");
  }

  static void unlessAdministrator(Scope scope, String act) {
    if (!scope.administers()) {
      throw new NotPermitted(act);
    }
  }
}
