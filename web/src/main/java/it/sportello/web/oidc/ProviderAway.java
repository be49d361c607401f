package it.sportello.web.oidc;

/** The provider cannot be asked at the moment. */
public final class ProviderAway extends Exception {
  private static final long serialVersionUID = 1L;

  ProviderAway(Exception cause) {
    super("The identity provider cannot be asked", cause);
  }
}
