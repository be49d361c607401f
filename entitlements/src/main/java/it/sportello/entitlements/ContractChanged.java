package it.sportello.entitlements;

/** Another version of the contract was made since the caller looked at it. */
public final class ContractChanged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContractChanged(long contract) {
    super("Contract " + contract + " was changed meanwhile; read it again before changing it.");
  }
}
