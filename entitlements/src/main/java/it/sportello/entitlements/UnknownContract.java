package it.sportello.entitlements;

/** No contract has this id. */
public final class UnknownContract extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownContract(long contract) {
    super("There is no contract " + contract + "; contracts are listed by platform.");
  }
}
